import { spanOf } from '../builder.ts';
import type { Expr, Parameter, Scope, Span } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import { annotationNamed, callService, isService, servicesIn } from './ai-services.ts';
import { delegated } from './constructors.ts';
import type { Context, Lower } from './context.ts';
import { injected } from './injection.ts';
import { isTypeDeclaration, membersOf } from './names.ts';

type Self = Scope['self'];

/** Types and their members, lambdas. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of declaration
export function createDeclarations(
  { build, names, types }: Pick<Context, 'build' | 'names' | 'types'>,
  lower: Lower,
  statement: (node: SyntaxNode) => void,
) {
  const services = servicesIn(build.text);
  let anonymous = 0;

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  const hasModifier = (node: SyntaxNode, word: string): boolean =>
    child(node, 'modifiers')?.children.some(part => part.type === word) ?? false;

  function type(node: SyntaxNode): void {
    const name = nameOf(node);
    const isInterface = node.type === 'interface_declaration';
    const bases = basesOf(node);
    const isAbstract = isInterface || hasModifier(node, 'abstract');
    const around = build.scope();
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node), bases, isAbstract }, home => {
      names.within(node, name, home, bases.length > 0, () => {
        const components = field(node, 'parameters');
        if (components) record(components, home);
        membersOf(node).forEach(part => member(part, node));
        if (annotationNamed(build, node, ...GETTERS)) getters(node, home);
      });
    });
    build.bind(name, spanOf(node), { kind: 'scope', scope });
    if (around === 0) giveStatics(node, name);
  }

  function basesOf(node: SyntaxNode): Expr[] {
    const lists = node.children.filter(part => /^(?:superclass|super_interfaces|extends_interfaces)$/.test(part.type));
    const bases = lists
      .flatMap(list => named(list))
      .flatMap(part => (part.type === 'type_list' ? named(part) : [part]));
    return bases.flatMap(base => types.lower(base) ?? []);
  }

  /** What `import static` brings, and types that stand inside, are members of the class that the file holds. */
  function giveStatics(node: SyntaxNode, owner: string): void {
    const give = (name: string, span: Span): void => {
      const object: Expr = { kind: 'name', name: owner, span };
      build.exports.push({ kind: 'value', name, value: { kind: 'member', object, name, span } });
    };
    const isInterface = node.type === 'interface_declaration';
    for (const part of membersOf(node)) {
      const isField = part.type === 'field_declaration' || part.type === 'constant_declaration';
      const isStatic = hasModifier(part, 'static') || (isField && isInterface);
      if (isField && isStatic)
        for (const one of named(part)) {
          if (one.type === 'variable_declarator') give(nameOf(one), spanOf(one));
        }
      else if (
        isTypeDeclaration(part) ||
        part.type === 'enum_constant' ||
        (part.type === 'method_declaration' && isStatic)
      )
        give(nameOf(part), spanOf(part));
    }
  }

  /** The components of a record are parameters of its constructor and fields at once. */
  function record(components: SyntaxNode, home: number): void {
    const params = parameters(components);
    const opened = {
      kind: 'function',
      name: 'constructor',
      span: spanOf(components),
      params,
      self: selfIn(home),
    } as const;
    build.inScope(opened, () =>
      params.forEach((param, index) => build.bind(param.name, spanOf(components), { kind: 'parameter', index }, home)),
    );
  }

  const selfIn = (home: number, isClass = false): Self => ({ name: 'this', scope: home, isClass });

  function member(node: SyntaxNode, owner: SyntaxNode): void {
    switch (node.type) {
      case 'field_declaration':
      case 'constant_declaration':
        return fields(node, owner);
      case 'method_declaration':
        return method(node, owner);
      case 'constructor_declaration':
      case 'compact_constructor_declaration':
        return void define(node, 'constructor', selfIn(build.scope()), owner);
      case 'enum_constant':
        return constant(node, owner);
      case 'block':
      case 'static_initializer': {
        const self = selfIn(build.scope(), node.type === 'static_initializer');
        return void build.inScope({ kind: 'function', name: '', span: spanOf(node), self }, () => statement(node));
      }
      default:
        return statement(node);
    }
  }

  /** `FAST("gpt-4o-mini")` is something of the enum, made with what stands in the brackets. */
  function constant(node: SyntaxNode, owner: SyntaxNode): void {
    const span = spanOf(node);
    const given = field(node, 'arguments');
    const args = (given ? named(given) : []).map(part => ({ name: null, value: lower(part), spread: false }));
    const callee = names.type(nameOf(owner), span);
    build.bind(nameOf(node), span, { kind: 'value', value: { kind: 'call', callee, args, anchor: span, span } });
  }

  function fields(node: SyntaxNode, owner: SyntaxNode): void {
    const home = build.scope();
    const declaredType = field(node, 'type');
    const isClass = hasModifier(node, 'static') || owner.type === 'interface_declaration';
    for (const part of named(node)) {
      if (part.type !== 'variable_declarator') continue;
      const name = nameOf(part);
      const value = field(part, 'value');
      const setting = injected(build, node);
      const declared = types.lower(declaredType);
      if (setting) build.bind(name, spanOf(part), { kind: 'value', value: setting });
      else if (value && value.type !== 'null_literal')
        // An initialiser runs with the instance: it gets a scope of its own for that.
        build.inScope({ kind: 'function', name, span: spanOf(value), self: selfIn(home, isClass) }, () =>
          build.bind(name, spanOf(part), { kind: 'value', value: lower(value) }, home),
        );
      else if (declared) build.bind(name, spanOf(part), { kind: 'typed', type: declared });
      if (annotationNamed(build, node, 'Getter')) getter(name, spanOf(part), home);
    }
  }

  /** Methods that Lombok adds: `getModel()` gives `model`. */
  function getters(node: SyntaxNode, home: number): void {
    const own = membersOf(node);
    const methods = new Set(own.filter(part => part.type === 'method_declaration').map(nameOf));
    const variables = own
      .filter(part => part.type === 'field_declaration')
      .flatMap(named)
      .filter(part => part.type === 'variable_declarator');
    for (const variable of variables) {
      const name = nameOf(variable);
      if (!methods.has(getterOf(name))) getter(name, spanOf(variable), home);
    }
  }

  const getterOf = (name: string): string => `get${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

  function getter(name: string, span: Span, home: number): void {
    const self: Expr = { kind: 'name', name: 'this', span: [span[0], span[0]] };
    const opened = { kind: 'function', name: getterOf(name), span, self: selfIn(home) } as const;
    const scope = build.inScope(opened, () => build.returns({ kind: 'member', object: self, name, span }, span));
    build.bind(getterOf(name), span, { kind: 'scope', scope });
  }

  function method(node: SyntaxNode, owner: SyntaxNode): void {
    const name = nameOf(node);
    const self = selfIn(build.scope(), hasModifier(node, 'static'));
    build.bind(name, spanOf(node), { kind: 'scope', scope: define(node, name, self, owner) });
  }

  function define(node: SyntaxNode, name: string, self: Self, owner: SyntaxNode): number {
    const list = field(node, 'parameters');
    const params = list ? parameters(list) : [];
    const result = types.lower(field(node, 'type'));
    const home = build.scope();
    return build.inScope({ kind: 'function', name, span: spanOf(node), params, result, self }, () => {
      const body = field(node, 'body');
      const isOfService = owner.type === 'interface_declaration' && !body;
      if (isOfService && (isService(build, node) || services.has(nameOf(owner)))) callService(build, lower, node);
      if (!body) return;
      if (name === 'constructor') delegated(build, body, owner, home, lower);
      if (body.type === 'block' || body.type === 'constructor_body') named(body).forEach(statement);
    });
  }

  function lambda(node: SyntaxNode): number {
    const given = field(node, 'parameters');
    const params = given ? parameters(given) : [];
    return build.inScope({ kind: 'function', name: '', span: spanOf(node), params }, () => {
      const body = field(node, 'body');
      if (!body) return;
      if (body.type === 'block') statement(body);
      else build.returns(lower(body), spanOf(body));
    });
  }

  /** `new Prompts() { … }`: a class that has a name here only to be called by. */
  function anonymousClass(body: SyntaxNode, base: Expr | null): Expr {
    const name = `#class${++anonymous}`;
    const bases = base ? [base] : [];
    const scope = build.inScope({ kind: 'class', name, span: spanOf(body), bases }, home =>
      names.within(body, name, home, bases.length > 0, () => membersOf(body).forEach(part => member(part, body))),
    );
    const span: Span = [body.start, body.start];
    build.bind(name, span, { kind: 'scope', scope });
    return { kind: 'name', name, span: spanOf(body) };
  }

  function parameters(list: SyntaxNode): Parameter[] {
    if (list.type === 'identifier') return [untyped(list)];
    if (list.type === 'inferred_parameters') return named(list).map(untyped);
    return named(list).flatMap(part => {
      if (part.type === 'formal_parameter') return [parameter(part)];
      const rest = part.type === 'spread_parameter' ? child(part, 'variable_declarator') : undefined;
      return rest ? [{ name: nameOf(rest), default: null, type: null, rest: 'list' as const }] : [];
    });
  }

  function untyped(node: SyntaxNode): Parameter {
    names.declare(build.slice(node), undefined);
    return { name: build.slice(node), default: null, type: null, rest: null };
  }

  function parameter(node: SyntaxNode): Parameter {
    const declaredType = field(node, 'type');
    names.declare(nameOf(node), declaredType);
    return { name: nameOf(node), default: injected(build, node) ?? null, type: types.lower(declaredType), rest: null };
  }

  return { type, lambda, anonymousClass };
}

/** Annotations of Lombok's that give a class its getters. */
const GETTERS = ['Data', 'Getter', 'Value'] as const;
