import { Language as Grammar, Parser, type TreeCursor } from 'web-tree-sitter';

/** A tree-sitter node as a plain value: reading nodes across the wasm border one by one is what costs. */
export interface SyntaxNode {
  type: string;
  named: boolean;
  field: string | null;
  start: number;
  end: number;
  children: SyntaxNode[];
}

export type { Grammar };

/** Must be awaited once before `loadGrammar`. `runtime` is web-tree-sitter's own wasm. */
export const initParser = (runtime: Uint8Array): Promise<void> => Parser.init({ wasmBinary: runtime });

export const loadGrammar = (bytes: Uint8Array): Promise<Grammar> => Grammar.load(bytes);

/** Syntax of a text, complete or not; `broken` where the parser met an error. */
export interface Parsed {
  root: SyntaxNode;
  broken: boolean;
}

export function parse(grammar: Grammar, text: string): Parsed {
  const parser = new Parser();
  try {
    parser.setLanguage(grammar);
    const tree = parser.parse(text);
    if (!tree) return { root: leaf('module', true, null, 0, text.length), broken: true };
    const cursor = tree.walk();
    try {
      return { root: copy(cursor), broken: tree.rootNode.hasError };
    } finally {
      cursor.delete();
      tree.delete(); // wasm memory is not collected: 600 trees left behind took 1.2 GB
    }
  } finally {
    parser.delete();
  }
}

/** Not recursive: a concatenation of ten thousand strings is a tree ten thousand deep. */
function copy(cursor: TreeCursor): SyntaxNode {
  const root = read(cursor);
  const path = [root];
  let parent = root;
  let descended = cursor.gotoFirstChild();
  while (path.length > 0) {
    if (descended) {
      const node = read(cursor);
      parent.children.push(node);
      if (cursor.gotoFirstChild()) {
        path.push(node);
        parent = node;
        continue;
      }
    }
    while (path.length > 0) {
      if (cursor.gotoNextSibling()) break;
      path.pop();
      if (path.length === 0 || !cursor.gotoParent()) return root;
      parent = path.at(-1) ?? root;
    }
    descended = true;
  }
  return root;
}

const read = (cursor: TreeCursor): SyntaxNode =>
  leaf(cursor.nodeType, cursor.nodeIsNamed, cursor.currentFieldName, cursor.startIndex, cursor.endIndex);

const leaf = (type: string, named: boolean, field: string | null, start: number, end: number): SyntaxNode => ({
  type,
  named,
  field,
  start,
  end,
  children: [],
});

/* ---- reading a node -------------------------------------------------------------------------------------------- */

export const field = (node: SyntaxNode, name: string): SyntaxNode | undefined =>
  node.children.find(c => c.field === name);

/** Not the commas between them, which some grammars count in. */
export const fields = (node: SyntaxNode, name: string): SyntaxNode[] =>
  node.children.filter(c => c.field === name && c.named);

export const named = (node: SyntaxNode): SyntaxNode[] => node.children.filter(isStatement);

/** No punctuation, no comment. */
export const isStatement = (node: SyntaxNode): boolean => node.named && !COMMENTS.has(node.type);

/** What may stand between any two tokens. */
const COMMENTS: ReadonlySet<string> = new Set(['comment', 'line_comment', 'block_comment', 'line_continuation']);

export const child = (node: SyntaxNode, ...types: string[]): SyntaxNode | undefined =>
  node.children.find(c => types.includes(c.type));

export const has = (node: SyntaxNode, type: string): boolean => node.children.some(c => c.type === type);

/**
 * Operands of a chain of one operator in order, `a + b + c`: down the left spine and not by recursion, since chains of
 * thousands are real. Null where the node is no link of it.
 */
export function chainOf(node: SyntaxNode, isLink: (node: SyntaxNode) => boolean): SyntaxNode[] | null {
  const operands: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left && isLink(left)) {
    const right = field(left, 'right');
    if (right) operands.push(right);
    left = field(left, 'left');
  }
  if (operands.length === 0) return null;
  if (left) operands.push(left);
  return operands.toReversed();
}
