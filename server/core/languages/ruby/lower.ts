import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Parameter } from '../facts.ts';
import { child, field, type SyntaxNode } from '../syntax.ts';
import { createControl } from './control.ts';
import { createExpressions } from './expressions.ts';
import { fullName, type Outline, outlineOf, parts } from './outline.ts';
import { createScopes, SELF } from './scopes.ts';
import { heredocsOf, keyName } from './strings.ts';

/** Facts of a Ruby file. */
export function lowerRuby(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('ruby', text);
  const outline = outlineOf(root, text);
  const { run, chain } = statements(build, root, outline);
  run(root);
  exportAll(build, outline, chain);
  return build.done();
}

/** Other files know what is declared here by its full name, and from within its modules by less of it. */
function exportAll(build: Builder, { constants }: Outline, chain: (full: string, span: Expr['span']) => Expr): void {
  for (const full of constants.keys()) {
    const words = full.split('::');
    const value = chain(full, [0, 0]);
    words.forEach((_, at) => build.exports.push({ kind: 'value', name: words.slice(at).join('::'), value }));
  }
}

const READING: ReadonlySet<string> = new Set(['attr_reader', 'attr_accessor']);
const INCLUDING: ReadonlySet<string> = new Set(['include', 'extend', 'prepend']);

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder, root: SyntaxNode, outline: Outline) {
  const scopes = createScopes(build, outline);
  let isSingleton = false;
  const { lower, target } = createExpressions(build, scopes, heredocsOf(root), {
    statement: node => {
      const declare = DECLARATIONS[node.type];
      if (!declare) return control.statement(node);
      declare(node);
      return null;
    },
    closure,
  });
  const control = createControl(build, { lower, bindElement });

  const DECLARATIONS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    module: opened,
    class: opened,
    singleton_class: node => {
      const before = isSingleton;
      isSingleton = true;
      const body = field(node, 'body');
      if (body) members(body);
      isSingleton = before;
    },
    method: node => method(node, isSingleton),
    singleton_method: node => method(node, true),
  };

  function bindElement(pattern: SyntaxNode, over: Expr): void {
    const aim = target(pattern);
    if (aim.kind === 'name') build.bind(aim.name, spanOf(pattern), { kind: 'element', over });
    if (aim.kind !== 'list') return;
    for (const { value } of aim.items)
      if (value.kind === 'name')
        build.bind(value.name, spanOf(pattern), { kind: 'unknown', why: 'part of a loop element' });
  }

  /** `class A::B` is B within A. */
  function opened(node: SyntaxNode): void {
    const full = fullName(build.text, node, scopes.nesting());
    const before = scopes.nesting().join('::');
    const own = before !== '' && full.startsWith(`${before}::`) ? full.slice(before.length + 2) : full;
    within(own.split('::'), node, full);
  }

  function within([name = '', ...inner]: string[], node: SyntaxNode, full: string): void {
    const isLast = inner.length === 0;
    const isPartial = isLast && (outline.constants.get(full) ?? 0) > 1;
    const bases = isLast ? basesOf(node) : [];
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isPartial }, () => {
      if (!isLast) return within(inner, node, full);
      const body = field(node, 'body');
      const before = isSingleton;
      isSingleton = false;
      if (body) scopes.inClass(full, bases.length > 0, () => members(body));
      isSingleton = before;
    });
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  function basesOf(node: SyntaxNode): Expr[] {
    const above = child(node, 'superclass');
    const body = field(node, 'body');
    const included = (body ? parts(body) : [])
      .filter(part => part.type === 'call' && INCLUDING.has(wordOf(part)))
      .flatMap(part => parts(field(part, 'arguments') ?? part));
    return [...(above ? parts(above) : []), ...included]
      .filter(part => part.type === 'constant' || part.type === 'scope_resolution')
      .map(part => scopes.constant(build.slice(part), spanOf(part)));
  }

  const wordOf = (call: SyntaxNode): string => {
    const name = field(call, 'receiver') ? undefined : field(call, 'method');
    return name ? build.slice(name) : '';
  };

  function members(body: SyntaxNode): void {
    for (const part of parts(body)) {
      if (part.type === 'call' && READING.has(wordOf(part))) attributes(part);
      else lower(part);
    }
  }

  /** `attr_reader :client` is a method that gives `@client`. */
  function attributes(node: SyntaxNode): void {
    const home = build.scope();
    for (const part of parts(field(node, 'arguments') ?? node)) {
      const name = keyName(part, build.text);
      if (name === null) continue;
      const span = spanOf(part);
      const object: Expr = { kind: 'name', name: SELF, span };
      build.inScope({ kind: 'function', name, span, self: { name: SELF, scope: home, isClass: isSingleton } }, () =>
        build.bind(name, span, { kind: 'value', value: { kind: 'member', object, name: `@${name}`, span } }, home),
      );
    }
  }

  /** One without parameters is called by its mere name: it is bound as what it gives. */
  function method(node: SyntaxNode, isClass: boolean): void {
    const nameNode = field(node, 'name');
    const name = nameNode ? build.slice(nameNode) : '';
    const span = spanOf(node);
    const list = field(node, 'parameters');
    const home = build.scope();
    const self = build.kindOf(home) === 'class' ? { name: SELF, scope: home, isClass } : null;
    const takes = list !== undefined && parts(list).length > 0;
    scopes.inner('method', () => {
      const params = list ? parameters(list) : [];
      const scope = build.inScope({ kind: 'function', name, span, params, self }, () => {
        for (const param of params) scopes.setLocal(param.name);
        giveBack(field(node, 'body'));
      });
      const callee: Expr = { kind: 'function', scope, span };
      if (takes || name === 'initialize') build.bind(name, span, { kind: 'scope', scope });
      else build.bind(name, span, { kind: 'value', value: { kind: 'call', callee, args: [], anchor: span, span } });
    });
  }

  function giveBack(body: SyntaxNode | undefined): void {
    const value = body && control.valueOf(body);
    if (value) build.returns(value, value.span);
  }

  function parameters(list: SyntaxNode): Parameter[] {
    return parts(list)
      .filter(part => part.type !== 'block_parameter')
      .map((node, at): Parameter => {
        const name = node.type === 'identifier' ? node : field(node, 'name');
        const value = field(node, 'value');
        const rest = node.type === 'splat_parameter' ? 'list' : node.type === 'hash_splat_parameter' ? 'named' : null;
        return {
          name: name ? build.slice(name) : `#${at}`,
          default: value ? lower(value) : null,
          type: null,
          rest,
        };
      });
  }

  /** A block's parameter is an element of what it goes over, where that is known. */
  function closure(node: SyntaxNode, over: Expr | null): number {
    const list = field(node, 'parameters');
    return scopes.inner('block', () => {
      const params = list ? parameters(list) : [];
      const given = over ? [] : params;
      return build.inScope({ kind: 'function', name: '', span: spanOf(node), params: given }, number => {
        params.forEach((param, at) => {
          scopes.fresh(param.name, number);
          if (!over) return;
          if (at === 0 && params.length === 1) build.bind(param.name, spanOf(node), { kind: 'element', over });
          else build.bind(param.name, spanOf(node), { kind: 'unknown', why: 'part of a loop element' });
        });
        const inner = field(node, 'body');
        giveBack(inner?.type === 'block' || inner?.type === 'do_block' ? field(inner, 'body') : inner);
      });
    });
  }

  return { run: control.run, chain: scopes.chain };
}
