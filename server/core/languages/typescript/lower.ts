import { createBranches } from '../branches.ts';
import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Parameter, Span } from '../facts.ts';
import type { Lowering } from '../language.ts';
import { child, field, has, named, isStatement, type SyntaxNode } from '../syntax.ts';
import { defineInterface, implemented, signature } from './interfaces.ts';
import { createExpressions } from './expressions.ts';
import { importModule, reexport } from './modules.ts';
import { lowerType } from './types.ts';

/** Facts of a TypeScript or JavaScript module, with or without JSX. */
export function lowerTypeScript(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('typescript', text);
  statements(build)(root);
  return build.done();
}

/** The same of a module that comes statement by statement. */
export function loweringTypeScript(text: string): Lowering {
  const build = createBuilder('typescript', text);
  const statement = statements(build);
  return { take: node => isStatement(node) && statement(node), done: build.done };
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder) {
  const { lower, isExpression } = createExpressions(build, { define, defineClass });
  const { ifStatement, switchStatement, tryStatement } = createBranches(build, node => lower(node), statement);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    import_statement: node => importModule(build, node),
    export_statement: exportStatement,
    variable_declarator: declarator,
    function_declaration: declareFunction,
    generator_function_declaration: declareFunction,
    class_declaration: node => void defineClass(node),
    abstract_class_declaration: node => void defineClass(node),
    enum_declaration: enumeration,
    return_statement: node => {
      const [value] = named(node);
      if (value) build.returns(lower(value), spanOf(node));
    },
    if_statement: ifStatement,
    switch_statement: switchStatement,
    try_statement: tryStatement,
    for_in_statement: forOf,
    for_statement: loop,
    while_statement: loop,
    do_statement: loop,
    interface_declaration: node => defineInterface(build, node, annotation),
    type_alias_declaration: alias,
  };

  function statement(node: SyntaxNode): void {
    const read = READERS[node.type];
    if (read) return read(node);
    if (isExpression(node)) return void lower(node);
    for (const part of named(node)) statement(part);
  }

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  function exportStatement(node: SyntaxNode): void {
    if (reexport(build, node)) return;
    const declaration = field(node, 'declaration');
    const isDefault = has(node, 'default');
    if (declaration) {
      statement(declaration);
      const names = declaredNames(declaration);
      for (const name of names) build.exports.push({ kind: 'local', name: isDefault ? 'default' : name, local: name });
      return;
    }
    const value = field(node, 'value') ?? named(node)[0];
    if (value && (isDefault || has(node, '=')))
      build.exports.push({ kind: 'value', name: 'default', value: lower(value) });
    else if (value) statement(value);
  }

  function declaredNames(node: SyntaxNode): string[] {
    if (!node.type.endsWith('_declaration')) return [];
    const declarators = node.children.filter(c => c.type === 'variable_declarator');
    if (declarators.length === 0) return nameOf(node) ? [nameOf(node)] : [];
    return declarators.flatMap(d => {
      const target = field(d, 'name');
      return target ? namesIn(target) : [];
    });
  }

  const namesIn = (node: SyntaxNode): string[] => {
    if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') return [build.slice(node)];
    return named(node).flatMap(namesIn);
  };

  function declarator(node: SyntaxNode): void {
    const target = field(node, 'name');
    const value = field(node, 'value');
    const type = annotation(node);
    if (!target) return;
    const expr = value ? lower(value) : type ? instanceOf(type) : undefined;
    if (expr) bindPattern(target, expr, spanOf(node));
    else if (target.type === 'identifier') build.declareUnset(build.slice(target));
  }

  /** A declaration is seen in its block only; `var` is rare enough to be read as `let`. */
  function bindPattern(target: SyntaxNode, value: Expr, span: Span): void {
    bindLowered(lower(target), value, span);
  }

  function bindLowered(target: Expr, value: Expr, span: Span): void {
    if (target.kind === 'name') build.declare(target.name, span, { kind: 'value', value });
    else if (target.kind === 'fallback') bindDefault(target.options, value, span);
    else if (target.kind === 'list') {
      target.items.forEach((item, at) => {
        const index: Expr = { kind: 'number', value: at, span };
        bindLowered(
          item.value,
          item.spread ? { kind: 'other', span } : { kind: 'index', object: value, index, span },
          span,
        );
      });
    } else if (target.kind === 'object') {
      for (const entry of target.entries) {
        if (entry.kind === 'entry')
          bindLowered(entry.value, { kind: 'member', object: value, name: entry.key, span }, span);
      }
    }
  }

  function bindDefault(options: readonly Expr[], value: Expr, span: Span): void {
    const [target, fallback] = options;
    if (target && fallback) bindLowered(target, { kind: 'fallback', options: [value, fallback], span }, span);
  }

  function annotation(node: SyntaxNode): Expr | null {
    const type = child(node, 'type_annotation');
    const inner = type && named(type)[0];
    if (inner?.type === 'type_identifier' || inner?.type === 'nested_type_identifier') return lower(inner);
    return null;
  }

  /** A type of literals is a set of values. A value of the same name, which the type is then made from, goes first. */
  function alias(node: SyntaxNode): void {
    const type = lowerType(field(node, 'value'), lower);
    const isTaken = new RegExp(`\\b(?:const|enum)\\s+${nameOf(node)}\\b`).test(build.text);
    if (type && !isTaken) build.declare(nameOf(node), spanOf(node), { kind: 'value', value: type });
  }

  const instanceOf = (type: Expr): Expr => ({
    kind: 'call',
    callee: type,
    args: [],
    anchor: type.span,
    span: type.span,
  });

  function declareFunction(node: SyntaxNode): void {
    build.bind(nameOf(node), spanOf(node), { kind: 'scope', scope: define(node, nameOf(node)) });
  }

  function define(node: SyntaxNode, name: string): number {
    const list = field(node, 'parameters') ?? field(node, 'parameter');
    const patterns: { target: SyntaxNode; index: number }[] = [];
    const params = list ? parameters(list, patterns) : [];
    const home = build.scope();
    const self =
      node.type === 'method_definition' && build.kindOf(home) === 'class'
        ? { name: 'this', scope: home, isClass: false }
        : null;
    return build.inScope({ kind: 'function', name, span: spanOf(node), params, self, decorators: getter(node) }, () => {
      for (const { target, index } of patterns) {
        bindPattern(target, { kind: 'name', name: params[index]?.name ?? '', span: spanOf(target) }, spanOf(target));
      }
      if (list && self) parameterProperties(list);
      const body = field(node, 'body');
      if (body?.type === 'statement_block') statement(body);
      else if (body) build.returns(lower(body), spanOf(body));
    });
  }

  function parameters(list: SyntaxNode, patterns: { target: SyntaxNode; index: number }[]): Parameter[] {
    if (list.type === 'identifier') return [{ name: build.slice(list), default: null, type: null, rest: null }];
    return named(list).map((node, index) => {
      const target =
        field(node, 'pattern') ?? (node.type === 'assignment_pattern' ? field(node, 'left') : undefined) ?? node;
      const value = field(node, 'value') ?? (node.type === 'assignment_pattern' ? field(node, 'right') : undefined);
      const simple = target.type === 'identifier';
      if (!simple && target.type !== 'rest_pattern' && target.type !== 'this') patterns.push({ target, index });
      const name = simple
        ? build.slice(target)
        : target.type === 'rest_pattern'
          ? (namesIn(target)[0] ?? '')
          : `#${index}`;
      return {
        name,
        default: value ? lower(value) : null,
        type: annotation(node) ?? lowerType(child(node, 'type_annotation'), lower),
        rest: target.type === 'rest_pattern' ? 'list' : null,
      };
    });
  }

  /** `constructor(private client: OpenAI)` is also a field of that name. */
  function parameterProperties(list: SyntaxNode): void {
    for (const node of named(list)) {
      const target = field(node, 'pattern');
      if (target?.type !== 'identifier' || !(has(node, 'accessibility_modifier') || has(node, 'readonly'))) continue;
      const name: Expr = { kind: 'name', name: build.slice(target), span: spanOf(target) };
      build.assign(
        { kind: 'member', object: { kind: 'name', name: 'this', span: name.span }, name: name.name, span: name.span },
        name,
        name.span,
      );
    }
  }

  function defineClass(node: SyntaxNode): number {
    const name = nameOf(node);
    const heritage = child(node, 'class_heritage');
    const extended = heritage && (child(heritage, 'extends_clause') ?? heritage);
    const bases = extended
      ? named(extended)
          .filter(n => n.field === 'value' || extended === heritage)
          .map(lower)
      : [];
    bases.push(...implemented(build, heritage));
    const isAbstract = node.type === 'abstract_class_declaration';
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isAbstract }, () => {
      const body = field(node, 'body');
      for (const member of body ? named(body) : []) classMember(member);
    });
    if (name) build.bind(name, spanOf(node), { kind: 'scope', scope });
    return scope;
  }

  function classMember(node: SyntaxNode): void {
    const name = nameOf(node);
    if (node.type === 'method_definition') {
      build.bind(name, spanOf(node), { kind: 'scope', scope: define(node, name) });
      return;
    }
    if (node.type === 'abstract_method_signature') return signature(build, node, annotation);
    if (node.type !== 'public_field_definition' && node.type !== 'field_definition') return statement(node);
    const value = field(node, 'value');
    const type = annotation(node);
    const key = name || build.slice(field(node, 'property') ?? node);
    if (value) fieldValue(key, node, value);
    else if (type) build.bind(key, spanOf(node), { kind: 'value', value: instanceOf(type) });
  }

  /** A field's initialiser runs with `this`: it gets a scope of its own for that. */
  function fieldValue(name: string, node: SyntaxNode, value: SyntaxNode): void {
    const home = build.scope();
    build.inScope(
      { kind: 'function', name, span: spanOf(value), self: { name: 'this', scope: home, isClass: false } },
      () => build.bind(name, spanOf(node), { kind: 'value', value: lower(value) }, home),
    );
  }

  function enumeration(node: SyntaxNode): void {
    const scope = build.inScope({ kind: 'class', role: 'enum', name: nameOf(node), span: spanOf(node) }, () => {
      const body = field(node, 'body');
      for (const member of body ? named(body) : []) {
        const value = field(member, 'value');
        if (member.type === 'enum_assignment' && value) {
          build.bind(nameOf(member), spanOf(member), { kind: 'value', value: lower(value) });
        }
      }
    });
    build.bind(nameOf(node), spanOf(node), { kind: 'scope', scope });
  }

  function forOf(node: SyntaxNode): void {
    const right = field(node, 'right');
    const over = right ? lower(right) : null;
    build.inBlock({ kind: 'loop', over, span: spanOf(node) }, () => {
      const left = field(node, 'left');
      const target = left && over ? lower(left) : undefined;
      if (left && target && over) bindElement(left, target, over);
      const body = field(node, 'body');
      if (body) statement(body);
    });
  }

  function bindElement(left: SyntaxNode, target: Expr, over: Expr): void {
    const parts = partsOf(target);
    for (const [name, part] of parts) build.declare(name, spanOf(left), { kind: 'element', over, part });
    for (const name of namesIn(left).filter(n => !parts.some(([known]) => known === n)))
      build.declare(name, spanOf(left), { kind: 'unknown', why: 'part of a loop element' });
  }

  function loop(node: SyntaxNode): void {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => {
      for (const part of named(node)) statement(part);
    });
  }

  return statement;
}

/** Names that a loop's target binds, each with the index or key of the element that it takes. */
function partsOf(target: Expr): [name: string, part: number | string | null][] {
  if (target.kind === 'name') return [[target.name, null]];
  if (target.kind === 'list')
    return target.items.flatMap(({ value, spread }, at) =>
      value.kind === 'name' && !spread ? [[value.name, at]] : [],
    );
  return target.kind !== 'object'
    ? []
    : target.entries.flatMap(entry =>
        entry.kind === 'entry' && entry.value.kind === 'name' ? [[entry.value.name, entry.key]] : [],
      );
}

/** `get model() { … }` is read like a field. */
const getter = (node: SyntaxNode): Expr[] =>
  node.type === 'method_definition' && has(node, 'get') ? [{ kind: 'name', name: 'get', span: spanOf(node) }] : [];
