import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Parameter } from '../facts.ts';
import { child, field, has, named, type SyntaxNode } from '../syntax.ts';
import { createExpressions, THIS } from './expressions.ts';
import { useDeclaration } from './uses.ts';

/** Facts of a PHP file. */
export function lowerPhp(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('php', text);
  statements(build, root)(root);
  return build.done();
}

const CLASSES: ReadonlySet<string> = new Set([
  'class_declaration',
  'interface_declaration',
  'trait_declaration',
  'enum_declaration',
  'anonymous_class',
]);

/** Names of all methods that a file declares. */
function methodsIn({ slice }: Builder, root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    const name = node.type === 'method_declaration' ? field(node, 'name') : undefined;
    if (name) names.add(slice(name));
    else node.children.forEach(visit);
  };
  visit(root);
  return names;
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder, root: SyntaxNode) {
  const methods = methodsIn(build, root);
  let around: { self: Expr | null; parent: Expr | null } = { self: null, parent: null };
  const { lower, isExpression } = createExpressions(build, {
    define,
    defineClass,
    fieldName,
    classNames: () => around,
  });

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    namespace_use_declaration: node => useDeclaration(build, node),
    const_declaration: constants,
    expression_statement: stated,
    function_definition: node => bindScope(node, define(node, nameOf(node))),
    return_statement: node => {
      const [value] = named(node);
      if (value) build.returns(lower(value), spanOf(node));
    },
    if_statement: ifStatement,
    switch_statement: node => {
      const condition = field(node, 'condition');
      if (condition) lower(condition);
      const body = field(node, 'body');
      arms(body ? named(body) : []);
    },
    try_statement: node => {
      arms(named(node).filter(part => part.type !== 'finally_clause'));
      const last = child(node, 'finally_clause');
      if (last) statement(last);
    },
    foreach_statement: forEach,
    for_statement: loop,
    while_statement: loop,
    do_statement: loop,
  };

  function statement(node: SyntaxNode): void {
    if (CLASSES.has(node.type)) return defineClass(node);
    const read = READERS[node.type];
    if (read) return read(node);
    if (isExpression(node)) return void lower(node);
    for (const part of named(node)) statement(part);
  }

  /** `$request->withPrompt('…');` as a statement of its own: the object keeps what it is given. */
  function stated(node: SyntaxNode): void {
    const [part] = named(node);
    if (!part) return;
    if (!isExpression(part)) return statement(part);
    const given = lower(part);
    if (
      given.kind !== 'call' ||
      given.callee.kind !== 'member' ||
      !/^(?:with|using)[A-Z]|^using$/.test(given.callee.name)
    )
      return;
    build.mutate(given.callee.object, given.span, { kind: 'step', name: given.callee.name, args: given.args });
  }

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name).replace(/^\$/, '') : '';
  };

  function fieldName(name: string): string {
    return methods.has(name) ? `$${name}` : name;
  }

  const bindScope = (node: SyntaxNode, scope: number): void =>
    build.bind(nameOf(node), spanOf(node), { kind: 'scope', scope });

  function constants(node: SyntaxNode): void {
    for (const part of named(node)) {
      const [name, value] = part.type === 'const_element' ? named(part) : [];
      if (name && value) build.bind(build.slice(name), spanOf(part), { kind: 'value', value: lower(value) });
    }
  }

  function arms(parts: readonly SyntaxNode[]): void {
    const group = build.newGroup();
    parts.forEach((part, arm) =>
      build.inBlock({ kind: 'branch', group, arm, span: spanOf(part) }, () => statement(part)),
    );
  }

  function ifStatement(node: SyntaxNode): void {
    const condition = field(node, 'condition');
    if (condition) lower(condition);
    arms(node.children.filter(part => part.field === 'body' || part.field === 'alternative'));
  }

  function forEach(node: SyntaxNode): void {
    const body = field(node, 'body');
    const [list, element] = named(node).filter(part => part !== body);
    const over = list ? lower(list) : null;
    build.inBlock({ kind: 'loop', over, span: spanOf(node) }, () => {
      const pair = element?.type === 'pair' ? named(element) : [];
      const value = pair[1] ?? (element?.type === 'pair' ? undefined : element);
      const target = value && lower(value);
      if (over && target?.kind === 'name') build.bind(target.name, spanOf(value ?? node), { kind: 'element', over });
      if (over && value?.type === 'by_ref') changeElements(over);
      const key = pair[0] && lower(pair[0]);
      if (key?.kind === 'name') build.bind(key.name, key.span, { kind: 'unknown', why: 'part of a loop element' });
      if (body) statement(body);
    });
  }

  /** `foreach ($messages as &$message)`: what is done to the element is done to the list. */
  function changeElements(over: Expr): void {
    const { span } = over;
    const value: Expr = { kind: 'other', span };
    if (over.kind === 'index') build.mutate(over.object, span, { kind: 'set', key: over.index, value });
    else build.assign(over, value, span);
  }

  function loop(node: SyntaxNode): void {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => named(node).forEach(statement));
  }

  /** A class that a type names; null for texts, numbers and the like. */
  function typeOf(node: SyntaxNode | undefined): Expr | null {
    if (!node) return null;
    if (node.type === 'named_type' || node.type === 'name' || node.type === 'qualified_name') return lower(node);
    if (node.type === 'primitive_type') return null;
    return named(node).map(typeOf).find(Boolean) ?? null;
  }

  function define(node: SyntaxNode, name: string): number {
    const list = field(node, 'parameters');
    const home = build.scope();
    const isMethod = node.type === 'method_declaration' && build.kindOf(home) === 'class';
    const self = isMethod ? { name: THIS, scope: home, isClass: has(node, 'static_modifier') } : null;
    const params = list ? named(list).flatMap(parameter) : [];
    const result = typeOf(field(node, 'return_type'));
    return build.inScope({ kind: 'function', name, span: spanOf(node), params, self, result }, () => {
      if (list && self) promoted(list);
      const body = field(node, 'body');
      if (body?.type === 'compound_statement') statement(body);
      else if (body) build.returns(lower(body), spanOf(body));
    });
  }

  function parameter(node: SyntaxNode): Parameter[] {
    if (!node.type.endsWith('parameter')) return [];
    const value = field(node, 'default_value');
    return [
      {
        name: nameOf(node),
        default: value ? lower(value) : null,
        type: typeOf(field(node, 'type')),
        rest: node.type === 'variadic_parameter' ? 'list' : null,
      },
    ];
  }

  /** `__construct(private Client $client)` is also a field of that name. */
  function promoted(list: SyntaxNode): void {
    for (const node of named(list)) {
      const target = field(node, 'name');
      if (node.type !== 'property_promotion_parameter' || !target) continue;
      const span = spanOf(target);
      const value: Expr = { kind: 'name', name: nameOf(node), span };
      const object: Expr = { kind: 'name', name: THIS, span };
      build.assign({ kind: 'member', object, name: fieldName(nameOf(node)), span }, value, span);
    }
  }

  function defineClass(node: SyntaxNode): void {
    const name = nameOf(node);
    const body = field(node, 'body');
    const used = (body ? named(body) : []).filter(part => part.type === 'use_declaration').flatMap(named);
    const above = [child(node, 'base_clause'), child(node, 'class_interface_clause')].flatMap(clause =>
      clause ? named(clause) : [],
    );
    const bases = [...above, ...used].filter(part => /^(?:qualified_)?name$/.test(part.type)).map(lower);
    const isAbstract = node.type === 'interface_declaration' || child(node, 'abstract_modifier') !== undefined;
    const before = around;
    const isDerived = child(node, 'base_clause') !== undefined;
    around = {
      self: name ? { kind: 'name', name, span: spanOf(node) } : null,
      parent: isDerived ? (bases[0] ?? null) : null,
    };
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isAbstract }, () => {
      for (const part of body ? named(body) : []) classMember(part);
    });
    around = before;
    if (name) build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  function classMember(node: SyntaxNode): void {
    if (node.type === 'method_declaration') return bindScope(node, define(node, nameOf(node)));
    if (node.type === 'property_declaration') return properties(node);
    if (node.type === 'const_declaration') return constants(node);
    if (node.type !== 'enum_case') return;
    const value = field(node, 'value');
    if (value) build.bind(nameOf(node), spanOf(node), { kind: 'value', value: lower(value) });
  }

  function properties(node: SyntaxNode): void {
    const type = typeOf(field(node, 'type'));
    for (const part of named(node).filter(one => one.type === 'property_element')) {
      const value = field(part, 'default_value');
      if (value && value.type !== 'null')
        build.bind(fieldName(nameOf(part)), spanOf(part), { kind: 'value', value: lower(value) });
      else if (type) build.bind(fieldName(nameOf(part)), spanOf(part), { kind: 'typed', type });
    }
  }

  return statement;
}
