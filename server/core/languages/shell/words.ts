import type { Builder } from '../builder.ts';
import { spanOf } from '../builder.ts';
import type { Expr, Span, TextPart } from '../facts.ts';
import { child, named, type SyntaxNode } from '../syntax.ts';

const DYNAMIC: ReadonlySet<string> = new Set([
  'simple_expansion',
  'expansion',
  'command_substitution',
  'arithmetic_expansion',
  'process_substitution',
]);

/** What stands in a word's place where there are no quotes around it. */
const PLAIN: ReadonlySet<string> = new Set(['word', 'number', 'variable_name', 'file_descriptor']);

/** Values of words. `assigned` are the script's own variables, any other is the environment's; `substitute` lowers `$(…)`. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of word
export function createWords(build: Builder, assigned: ReadonlySet<string>, substitute: (node: SyntaxNode) => Expr) {
  function lower(node: SyntaxNode): Expr {
    const span = spanOf(node);
    if (PLAIN.has(node.type)) return text(build.slice(node).replaceAll(/\\(\n|.)/g, '$1'), span);
    switch (node.type) {
      case 'raw_string':
        return text(build.slice(node).slice(1, -1), [span[0] + 1, span[1] - 1]);
      case 'ansi_c_string':
        return text(
          build
            .slice(node)
            .slice(2, -1)
            .replaceAll('\\n', '\n')
            .replaceAll(/\\(['"\\])/g, '$1'),
          span,
        );
      case 'string':
        return { kind: 'text', parts: quoted(node, span[0] + 1, span[1] - 1), span };
      case 'concatenation':
        return { kind: 'text', parts: named(node).flatMap(partsOf), span };
      case 'simple_expansion':
        return variable(child(node, 'variable_name', 'special_variable_name'), span);
      case 'expansion':
        return expansion(node);
      case 'command_substitution':
        return substitute(node);
      default:
        return { kind: 'other', span };
    }
  }

  const partsOf = (node: SyntaxNode): (TextPart | Expr)[] => {
    const value = lower(node);
    return value.kind === 'text' ? [...value.parts] : [value];
  };

  /** Text between two offsets of a node, with what is expanded in it. */
  function quoted(node: SyntaxNode, from: number, to: number): (TextPart | Expr)[] {
    const parts: (TextPart | Expr)[] = [];
    let at = from;
    const chars = (end: number): void => {
      if (end <= at) return;
      const written = build.text
        .slice(at, end)
        .replaceAll(/\\(\n|["$`\\])/g, (_, one: string) => (one === '\n' ? '' : one));
      parts.push({ kind: 'chars', text: written, span: [at, end] });
    };
    for (const part of node.children.filter(({ type }) => DYNAMIC.has(type))) {
      chars(part.start);
      parts.push(lower(part));
      at = part.end;
    }
    chars(to);
    return parts;
  }

  /** A here-document's text; quotes around its mark keep all as written. */
  function heredoc(redirect: SyntaxNode): Expr {
    const mark = child(redirect, 'heredoc_start');
    const body = child(redirect, 'heredoc_body');
    const span = spanOf(body ?? redirect);
    if (!body) return { kind: 'other', span };
    if (mark && /^['"\\]/.test(build.slice(mark))) return text(build.slice(body), span);
    return { kind: 'text', parts: quoted(body, body.start, body.end), span };
  }

  /** `${name}`, `${name:-default}`; what cuts or replaces is not followed. */
  function expansion(node: SyntaxNode): Expr {
    const span = spanOf(node);
    const operator = node.children.find(part => !part.named && part.type !== '${' && part.type !== '}');
    const value = variable(child(node, 'variable_name', 'special_variable_name'), span);
    if (!operator) return value;
    const [, instead] = named(node);
    if (!/^:?[-=]$/.test(operator.type)) return { kind: 'other', span };
    return { kind: 'fallback', options: [value, instead ? lower(instead) : text('', span)], span };
  }

  function variable(node: SyntaxNode | undefined, span: Span): Expr {
    const name = node ? build.slice(node) : '';
    if (name === '') return { kind: 'other', span };
    if (assigned.has(name) || /^(?:\d+|[@*#?!$-])$/.test(name)) return { kind: 'name', name, span };
    // What nobody sets here comes from the environment, which is spelled in one way for all languages.
    const environment: Expr = { kind: 'member', object: { kind: 'name', name: 'process', span }, name: 'env', span };
    return { kind: 'member', object: environment, name, span };
  }

  return { lower, heredoc };
}

export const text = (value: string, span: Span): Expr => ({
  kind: 'text',
  parts: [{ kind: 'chars', text: value, span }],
  span,
});
