import { child, field, type SyntaxNode } from '../syntax.ts';

/**
 * How a macro's arguments read as plain Rust. `call`: as a function's. `list`: as an array. `block`: as statements. `items`: as
 * what stands in a module. `select`: as statements, each future and its arm. `json`: as a call, with objects as arrays.
 */
type Reading = 'call' | 'list' | 'block' | 'items' | 'select' | 'json';

const calls = (...names: string[]): Record<string, Reading> => Object.fromEntries(names.map(name => [name, 'call']));

/** Macros whose arguments are Rust; what others take is theirs to say, and is not read. */
const MACROS: Readonly<Record<string, Reading>> = {
  ...calls('format', 'concat', 'include_str', 'env', 'option_env', 'indoc', 'formatdoc', 'dbg', 'join', 'try_join'),
  ...calls('print', 'println', 'eprint', 'eprintln', 'write', 'writeln', 'assert', 'assert_eq', 'matches'),
  ...calls('panic', 'bail', 'anyhow', 'unreachable', 'todo', 'unimplemented'),
  vec: 'list',
  json: 'json',
  stream: 'block',
  try_stream: 'block',
  select: 'select',
  lazy_static: 'items',
  thread_local: 'items',
};

/** Stands for `!`, as a letter: `format!(…)` reads as a call, and its name, cut from the source, as written. */
const LETTER = '\u01c3';

type Edit = readonly [start: number, end: number, text: string];

const blank = (start: number, end: number): Edit => [start, end, ' '.repeat(end - start)];

/** A grammar sees a macro's arguments as loose tokens. This is the source at the same length with those we know as plain Rust. */
export function expandMacros(root: SyntaxNode, text: string): string {
  const edits: Edit[] = [];
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const known = edits.length;
    if (node.type === 'macro_invocation') {
      const name = field(node, 'macro');
      const last = name && (field(name, 'name') ?? name);
      const tree = child(node, 'token_tree');
      const bang = child(node, '!');
      if (name && last && tree && bang) edits.push(...rewritten(text, name.start, last, bang, tree));
      if (tree && edits.length > known) pending.push(tree);
    } else pending.push(...node.children);
    if (node.type === 'token_tree') edits.push(...nested(text, node));
  }
  return applied(text, edits);
}

/** Macros among a macro's tokens: a name, `!` and a tree. */
const nested = (text: string, tree: SyntaxNode): Edit[] =>
  tree.children.flatMap((inner, at, all) => {
    const [name, bang] = [all[at - 2], all[at - 1]];
    const isMacro = inner.type === 'token_tree' && bang?.type === '!' && name?.type === 'identifier';
    return isMacro ? rewritten(text, name.start, name, bang, inner) : [];
  });

function rewritten(text: string, start: number, name: SyntaxNode, bang: SyntaxNode, tree: SyntaxNode): Edit[] {
  const word = text.slice(name.start, name.end);
  const reading = Object.hasOwn(MACROS, word) ? MACROS[word] : undefined;
  switch (reading) {
    case undefined:
      return [];
    case 'call':
      return [[bang.start, bang.end, LETTER], ...brackets(tree, '(', ')')];
    case 'json':
      return [[bang.start, bang.end, LETTER], ...brackets(tree, '(', ')'), ...objects(tree)];
    case 'list':
      return [blank(start, bang.end), ...brackets(tree, '[', ']')];
    case 'block':
      return [blank(start, bang.end), ...brackets(tree, '{', '}')];
    case 'select':
      return [blank(start, bang.end), ...brackets(tree, '{', '}'), ...separated(tree)];
    case 'items':
      return [blank(start, tree.start + 1), blank(tree.end - 1, tree.end), ...references(text, tree)];
  }
}

const brackets = (tree: SyntaxNode, open: string, close: string): Edit[] => [
  [tree.start, tree.start + 1, open],
  [tree.end - 1, tree.end, close],
];

/** `{ "key": value }` as `[ "key", value ]`; the source still tells that it is an object. */
const objects = (tree: SyntaxNode): Edit[] =>
  tree.children.flatMap((inner, at, all) => {
    if (inner.type !== 'token_tree' || !['(', '[', '{', ',', ':'].includes(all[at - 1]?.type ?? '')) return [];
    const [open] = inner.children;
    if (open?.type === '[') return objects(inner);
    if (open?.type !== '{') return [];
    const colons = inner.children.flatMap((c): Edit[] => (c.type === ':' ? [[c.start, c.end, ',']] : []));
    return [...brackets(inner, '[', ']'), ...colons, ...objects(inner)];
  });

const separated = (tree: SyntaxNode): Edit[] =>
  tree.children.flatMap((c): Edit[] =>
    c.type === '=>' ? [[c.start, c.end, '; ']] : c.type === ',' ? [[c.start, c.end, ';']] : [],
  );

/** `static ref NAME`: the `ref` taken out. */
const references = (text: string, tree: SyntaxNode): Edit[] =>
  tree.children.flatMap(c => (text.slice(c.start, c.end) === 'ref' ? [blank(c.start, c.end)] : []));

function applied(text: string, edits: readonly Edit[]): string {
  let out = '';
  let from = 0;
  for (const [start, end, put] of edits.toSorted((a, b) => a[0] - b[0])) {
    if (start < from) continue;
    out += text.slice(from, start) + put;
    from = end;
  }
  return out + text.slice(from);
}
