import { spanOf } from '../builder.ts';
import { type Expr, type Parameter, type Scope, extensionName } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import type { Context, Lower } from './context.ts';

type Self = Scope['self'];

/** Types and their members, local functions, lambdas. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of declaration
export function createDeclarations(
  { build, names, types }: Omit<Context, 'defineLambda'>,
  lower: Lower,
  statement: (node: SyntaxNode) => void,
) {
  /** What the function around declares to return. */
  const results: (SyntaxNode | undefined)[] = [];

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  const modifiers = (node: SyntaxNode): string[] =>
    node.children.filter(part => part.type === 'modifier').map(build.slice);

  function declareType(node: SyntaxNode): void {
    const name = nameOf(node);
    const own = modifiers(node);
    const list = child(node, 'base_list');
    const bases = list ? named(list).flatMap(base => types.lower(base) ?? types.lower(field(base, 'type')) ?? []) : [];
    const isAbstract = node.type === 'interface_declaration' || own.includes('abstract');
    const isPartial = own.includes('partial');
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isAbstract, isPartial }, home => {
      names.within(node, name, home, () => {
        const primary = child(node, 'parameter_list');
        if (primary) primaryConstructor(primary, home);
        const body = field(node, 'body');
        if (node.type === 'enum_declaration') for (const part of body ? named(body) : []) enumMember(part);
        else for (const part of body ? named(body) : []) member(part);
      });
    });
    if (name) build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  /** `class Desk(IChatClient client)`: the parameters are seen in the whole class. */
  function primaryConstructor(node: SyntaxNode, home: number): void {
    const params = parameters(node);
    const self: Self = { name: 'this', scope: home, isClass: false };
    build.inScope({ kind: 'function', name: 'constructor', span: spanOf(node), params, self }, () =>
      params.forEach((param, index) => build.bind(param.name, spanOf(node), { kind: 'parameter', index }, home)),
    );
  }

  function enumMember(node: SyntaxNode): void {
    const value = field(node, 'value');
    if (value) build.bind(nameOf(node), spanOf(node), { kind: 'value', value: lower(value) });
  }

  function member(node: SyntaxNode): void {
    switch (node.type) {
      case 'field_declaration':
      case 'event_field_declaration':
        return fields(node);
      case 'property_declaration':
        return property(node);
      case 'method_declaration':
        return method(node, nameOf(node));
      case 'constructor_declaration':
        return method(node, 'constructor');
      case 'operator_declaration':
      case 'conversion_operator_declaration':
      case 'destructor_declaration':
      case 'indexer_declaration':
        return method(node, node.type.replace('_declaration', ''));
      default:
        return statement(node);
    }
  }

  const selfIn = (home: number, node: SyntaxNode): Self => ({
    name: 'this',
    scope: home,
    isClass: modifiers(node).some(word => word === 'static' || word === 'const'),
  });

  function fields(node: SyntaxNode): void {
    const declaration = child(node, 'variable_declaration');
    const type = declaration && field(declaration, 'type');
    for (const part of declaration ? named(declaration) : []) {
      if (part.type !== 'variable_declarator') continue;
      const name = field(part, 'name');
      const value = named(part).findLast(inner => inner !== name);
      stored(nameOf(part), node, type, value);
    }
  }

  /** A field or property with what it is set to at first, else with its type. */
  function stored(name: string, node: SyntaxNode, type: SyntaxNode | undefined, value: SyntaxNode | undefined): void {
    const home = build.scope();
    const declared = types.lower(type);
    if (value && build.slice(value).replace('!', '') !== 'null') {
      // An initialiser runs with the instance: it gets a scope of its own for that.
      build.inScope({ kind: 'function', name, span: spanOf(value), self: selfIn(home, node) }, () =>
        build.bind(name, spanOf(node), { kind: 'value', value: lower(value, type) }, home),
      );
    } else if (declared) build.bind(name, spanOf(node), { kind: 'typed', type: declared });
  }

  /** `P { get; set; } = value`, `P => value`, `P { get { … } }`: the last two compute it each time. */
  function property(node: SyntaxNode): void {
    const name = nameOf(node);
    const type = field(node, 'type');
    const value = field(node, 'value');
    const accessors = field(node, 'accessors');
    const getter = accessors && named(accessors).find(part => build.slice(field(part, 'name') ?? part) === 'get');
    const body = value?.type === 'arrow_expression_clause' ? value : getter && field(getter, 'body');
    for (const part of accessors ? named(accessors) : []) {
      const inner = field(part, 'body');
      if (inner && part !== getter) computed(part, inner, build.scope(), undefined);
    }
    if (!body) return stored(name, node, type, value);
    const home = build.scope();
    const scope = computed(node, body, home, type);
    const callee: Expr = { kind: 'function', scope, span: spanOf(body) };
    const call: Expr = { kind: 'call', callee, args: [], anchor: spanOf(body), span: spanOf(body) };
    build.inScope({ kind: 'function', name, span: spanOf(body), self: selfIn(home, node) }, () =>
      build.bind(name, spanOf(node), { kind: 'value', value: call }, home),
    );
  }

  function computed(node: SyntaxNode, body: SyntaxNode, home: number, type: SyntaxNode | undefined): number {
    const opened = { kind: 'function', name: nameOf(node), span: spanOf(node), self: selfIn(home, node) } as const;
    return build.inScope(opened, () => run(body, type));
  }

  function method(node: SyntaxNode, name: string): void {
    const home = build.scope();
    const scope = define(node, name, selfIn(home, node), field(node, 'returns') ?? field(node, 'type'));
    if (name !== 'constructor') build.bind(name, spanOf(node), { kind: 'scope', scope });
    if (isExtension(node)) build.bind(extensionName(name), spanOf(node), { kind: 'scope', scope }, 0);
  }

  /** `static T Name(this U receiver, …)`. */
  const isExtension = (node: SyntaxNode): boolean => {
    const [first] = named(field(node, 'parameters') ?? node);
    return first?.type === 'parameter' && modifiers(first).includes('this');
  };

  function localFunction(node: SyntaxNode): void {
    const name = nameOf(node);
    build.bind(name, spanOf(node), { kind: 'scope', scope: define(node, name, null, field(node, 'type')) });
  }

  const lambda = (node: SyntaxNode): number => define(node, '', null, undefined);

  function define(node: SyntaxNode, name: string, self: Self, type: SyntaxNode | undefined): number {
    const list = field(node, 'parameters');
    const params = list ? parameters(list) : [];
    const result = types.lower(type);
    return build.inScope({ kind: 'function', name, span: spanOf(node), params, self, result }, () => {
      const before = child(node, 'constructor_initializer');
      if (before) statement(before);
      const body = field(node, 'body') ?? child(node, 'block', 'arrow_expression_clause');
      if (body) run(body, types.held(type));
    });
  }

  /** A block, or one expression that is what the function returns. */
  function run(body: SyntaxNode, type: SyntaxNode | undefined): void {
    results.push(type);
    if (body.type === 'block') statement(body);
    else {
      const value = body.type === 'arrow_expression_clause' ? named(body)[0] : body;
      if (value) build.returns(lower(value, type), spanOf(body));
    }
    results.pop();
  }

  function parameters(list: SyntaxNode): Parameter[] {
    if (list.type === 'implicit_parameter' || list.type === 'identifier')
      return [{ name: build.slice(list), default: null, type: null, rest: null }];
    const params = named(list)
      .filter(part => part.type === 'parameter')
      .map(parameter);
    // `params T[] rest` stands in the list without a node of its own.
    const rest = field(list, 'name');
    if (rest) params.push({ name: build.slice(rest), default: null, type: null, rest: 'list' });
    return params;
  }

  function parameter(node: SyntaxNode): Parameter {
    const name = field(node, 'name');
    const type = field(node, 'type');
    const value = named(node).findLast(
      part => part !== name && part !== type && part.type !== 'modifier' && part.type !== 'attribute_list',
    );
    if (name) names.declare(build.slice(name), type);
    return {
      name: name ? build.slice(name) : '',
      default: value ? lower(value, type) : null,
      type: types.lower(type),
      rest: null,
    };
  }

  return { type: declareType, localFunction, lambda, result: (): SyntaxNode | undefined => results.at(-1) };
}
