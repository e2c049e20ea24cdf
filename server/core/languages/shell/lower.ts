import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Argument, Expr, Facts, Parameter, Span } from '../facts.ts';
import { child, field, has, named, type SyntaxNode } from '../syntax.ts';
import { type Word, curlArguments } from './curl.ts';
import { createWords } from './words.ts';

/** Facts of a shell script. */
export function lowerShell(root: SyntaxNode, source: string): Facts {
  const build = createBuilder('shell', source);
  for (const name of [...POSITIONS, '@', '*'])
    build.bind(name, [0, 0], { kind: 'unknown', why: 'an argument of the script' });
  commands(build, assignedIn(root, source))(root);
  return build.done();
}

const POSITIONS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const PARAMETERS: readonly Parameter[] = POSITIONS.map(name => ({ name, default: null, type: null, rest: null }));

/** Variables that a script sets itself, by assignment, by a loop, or by reading. */
function assignedIn(root: SyntaxNode, source: string): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    const name =
      node.type === 'variable_assignment' || node.type === 'for_statement' ? child(node, 'variable_name') : null;
    if (name) names.add(source.slice(name.start, name.end));
    if (node.type === 'command' && commandName(node, source) === 'read')
      for (const word of node.children) if (word.type === 'word') names.add(source.slice(word.start, word.end));
    for (const part of node.children) visit(part);
  };
  visit(root);
  return names;
}

function commandName(node: SyntaxNode, source: string): string {
  const name = child(node, 'command_name');
  return name ? source.slice(name.start, name.end) : '';
}

const LOOPS: ReadonlySet<string> = new Set(['while_statement', 'c_style_for_statement']);
const BRANCHES: ReadonlySet<string> = new Set(['elif_clause', 'else_clause', 'case_item']);

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function commands(build: Builder, assigned: ReadonlySet<string>) {
  const words = createWords(build, assigned, substitution);

  function statement(node: SyntaxNode): void {
    if (node.type === 'variable_assignment') return assign(node, 0);
    if (node.type === 'declaration_command') return declare(node);
    if (node.type === 'function_definition') return define(node);
    if (node.type === 'command') return void command(node, null);
    if (node.type === 'redirected_statement') return void redirected(node);
    if (node.type === 'command_substitution') return void substitution(node);
    if (node.type === 'for_statement') return forLoop(node);
    if (node.type === 'if_statement' || node.type === 'case_statement') return branches(node);
    if (LOOPS.has(node.type)) return build.inBlock({ kind: 'loop', span: spanOf(node) }, () => inner(node));
    inner(node);
  }

  const inner = (node: SyntaxNode): void => named(node).forEach(statement);

  /** `home` is the scope that sees the name: variables are the script's unless declared in a function. */
  function assign(node: SyntaxNode, home: number): void {
    const name = child(node, 'variable_name');
    const value = field(node, 'value');
    if (!name) return;
    const lowered: Expr = value ? words.lower(value) : { kind: 'text', parts: [], span: spanOf(node) };
    if (has(node, '+='))
      return build.bind(build.slice(name), spanOf(node), { kind: 'augment', operator: '+', value: lowered }, home);
    build.bind(build.slice(name), spanOf(node), { kind: 'value', value: lowered }, home);
  }

  function declare(node: SyntaxNode): void {
    const isLocal = !has(node, 'export');
    for (const part of named(node)) if (part.type === 'variable_assignment') assign(part, isLocal ? build.scope() : 0);
  }

  function define(node: SyntaxNode): void {
    const name = field(node, 'name') ?? child(node, 'word');
    const body = field(node, 'body');
    if (!name || !body) return;
    const span = spanOf(node);
    const opened = { kind: 'function', name: build.slice(name), span, params: PARAMETERS } as const;
    const scope = build.inScope(opened, () => statement(body));
    build.bind(build.slice(name), span, { kind: 'scope', scope }, 0);
  }

  /** A command is a call of what it names; `input` is what it reads. */
  function command(node: SyntaxNode, input: Expr | null): Expr {
    const name = child(node, 'command_name');
    const span = spanOf(node);
    if (!name) return { kind: 'other', span };
    const called = build.slice(name);
    const given = named(node).filter(part => part !== name && part.type !== 'variable_assignment');
    const read = given.map(wordOf);
    if (called === 'read' && input) bindRead(given, input, span);
    const args = called === 'curl' ? curlArguments(read, word => dataOf(word, input)) : read.map(plainArgument);
    const callee: Expr = { kind: 'name', name: called, span: spanOf(name) };
    return build.call({ kind: 'call', callee, args, anchor: spanOf(name), span });
  }

  const wordOf = (node: SyntaxNode): Word => {
    const value = words.lower(node);
    const chars = value.kind === 'text' ? value.parts.map(part => (part.kind === 'chars' ? part.text : null)) : [null];
    return { text: chars.includes(null) ? null : chars.join(''), value };
  };

  /** Data as it is given, or from the file that it names: `@body.json`, `@-` for what is read. */
  function dataOf({ text, value }: Word, input: Expr | null): Expr {
    if (!text?.startsWith('@')) return value;
    const { span } = value;
    if (text === '@-') return input ?? { kind: 'other', span };
    return fileText({ kind: 'text', parts: [{ kind: 'chars', text: text.slice(1), span }], span }, span);
  }

  function bindRead(given: readonly SyntaxNode[], value: Expr, span: Span): void {
    const name = given.findLast(part => part.type === 'word');
    if (name) build.bind(build.slice(name), span, { kind: 'value', value }, 0);
  }

  /** A command with a here-document or a file to read. */
  function redirected(node: SyntaxNode): Expr {
    const redirect = child(node, 'heredoc_redirect');
    const input = redirect ? words.heredoc(redirect) : null;
    const body = field(node, 'body') ?? named(node)[0];
    if (redirect) for (const part of named(redirect)) if (part.type === 'pipeline') statement(part);
    if (body?.type !== 'command') {
      if (body) statement(body);
      return { kind: 'other', span: spanOf(node) };
    }
    if (input && build.slice(body).trim() === 'cat') return input;
    return command(body, input);
  }

  /** What `$(…)` writes: known of `cat` alone. */
  function substitution(node: SyntaxNode): Expr {
    const span = spanOf(node);
    const [only, ...more] = named(node);
    if (!only || more.length > 0) inner(node);
    else if (only.type === 'redirected_statement') return redirected(only);
    else if (only.type === 'command') {
      const value = command(only, null);
      const file = value.kind === 'call' && value.args.length === 1 ? value.args[0] : undefined;
      return file && commandName(only, build.text) === 'cat' ? fileText(file.value, span) : value;
    } else statement(only);
    return { kind: 'other', span };
  }

  function forLoop(node: SyntaxNode): void {
    const name = child(node, 'variable_name');
    const items = named(node).filter(part => part !== name && part.type !== 'do_group');
    const span: Span = [items[0]?.start ?? node.start, items.at(-1)?.end ?? node.start];
    // What a pattern or an unquoted variable stands for is decided when the script runs.
    const over: Expr = items.every(item => /^[\w./-]+$/.test(build.slice(item)))
      ? { kind: 'list', items: items.map(item => ({ value: words.lower(item), spread: false })), span }
      : { kind: 'name', name: items.map(item => build.slice(item)).join(' '), span };
    const body = field(node, 'body') ?? child(node, 'do_group');
    build.inBlock({ kind: 'loop', over, span: spanOf(body ?? node) }, () => {
      if (name) build.bind(build.slice(name), spanOf(name), { kind: 'element', over });
      if (body) statement(body);
    });
  }

  function branches(node: SyntaxNode): void {
    const group = build.newGroup();
    const arms = named(node).filter(part => BRANCHES.has(part.type));
    const own = named(node).filter(part => !BRANCHES.has(part.type));
    const [first] = own;
    const last = own.at(-1);
    if (first && last)
      build.inBlock({ kind: 'branch', group, arm: 0, span: [first.start, last.end] }, () => own.forEach(statement));
    arms.forEach((part, at) =>
      build.inBlock({ kind: 'branch', group, arm: at + 1, span: spanOf(part) }, () => inner(part)),
    );
  }

  return statement;
}

const plainArgument = ({ value }: Word): Argument => ({ name: null, value, spread: false });

/** The text of a file, in the words that are known for it. */
function fileText(file: Expr, span: Span): Expr {
  const args: Argument[] = [{ name: null, value: file, spread: false }];
  // A span is an expression's identity: the inner call has one of its own.
  const at: Span = [span[0], span[0]];
  const opened: Expr = { kind: 'call', callee: { kind: 'name', name: 'open', span: at }, args, anchor: at, span: at };
  return { kind: 'call', callee: { kind: 'member', object: opened, name: 'read', span }, args: [], anchor: span, span };
}
