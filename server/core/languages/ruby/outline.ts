import { field, named, type SyntaxNode } from '../syntax.ts';

/** What a file declares, by its full name: known before anything is lowered, since a bare word may mean a method further down. */
export interface Outline {
  /** Classes, modules and constants, `A::B::MODEL`, with how often each is opened. */
  constants: ReadonlyMap<string, number>;
  /** Methods, `A::B#ask`, with whether they take arguments. */
  methods: ReadonlyMap<string, boolean>;
}

/** Named parts, without a heredoc's text: it stands below the line that it belongs to. */
export const parts = (node: SyntaxNode): SyntaxNode[] => named(node).filter(part => part.type !== 'heredoc_body');

export const isOpening = (node: SyntaxNode): boolean => node.type === 'class' || node.type === 'module';

/** Of `class A::B`, seen from the root: `A::B`. */
export function fullName(text: string, node: SyntaxNode, nesting: readonly string[]): string {
  const name = field(node, 'name');
  const own = name ? text.slice(name.start, name.end) : '';
  return own.startsWith('::') ? own.slice(2) : [...nesting, own].join('::');
}

export function outlineOf(root: SyntaxNode, text: string): Outline {
  const constants = new Map<string, number>();
  const methods = new Map<string, boolean>();
  const nesting: string[] = [];

  function visit(node: SyntaxNode): void {
    if (isOpening(node)) return open(node);
    const name = field(node, 'name');
    if ((node.type === 'method' || node.type === 'singleton_method') && name) {
      const list = field(node, 'parameters');
      methods.set(
        `${nesting.join('::')}#${text.slice(name.start, name.end)}`,
        list !== undefined && parts(list).length > 0,
      );
      return;
    }
    const left = node.type === 'assignment' ? field(node, 'left') : undefined;
    if (left?.type === 'constant') constants.set([...nesting, text.slice(left.start, left.end)].join('::'), 1);
    for (const part of node.children) if (part.named) visit(part);
  }

  function open(node: SyntaxNode): void {
    const name = fullName(text, node, nesting);
    constants.set(name, (constants.get(name) ?? 0) + 1);
    const before = nesting.splice(0, nesting.length, name);
    const body = field(node, 'body');
    if (body) visit(body);
    nesting.splice(0, nesting.length, ...before);
  }

  visit(root);
  return { constants, methods };
}
