import { addTo, grouped } from '../../groups.ts';
import { type Builder, spanOf } from '../builder.ts';
import type { Argument, Expr } from '../facts.ts';
import { field, fields, named, type SyntaxNode } from '../syntax.ts';
import { PREDECLARED } from './resolve.ts';
import { type Results, parametersOf, resultsOf, typeOf } from './types.ts';

/** Types with their methods, and functions. `inFunction` lowers a body. */
// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of declaration
export function createDeclarations(
  build: Builder,
  plainTypes: Set<string>,
  inFunction: (results: Results, body: SyntaxNode) => void,
) {
  const scopes = new Map<string, number>();
  const literals = new Map<string, Literal[]>();

  const noteLiteral = (type: string, args: readonly Argument[]): void =>
    addTo(literals, type, { args, within: build.scope() });

  /**
   * A field that only this package can set and every literal of its type sets: in a method it holds what one of them gave.
   * Types of other files are left to what their instances were made with.
   */
  function bindLiterals(): void {
    for (const [type, made] of literals) {
      const home = scopes.get(type);
      const names = made[0]?.args.flatMap(arg => (arg.name !== null && /^[a-z]/.test(arg.name) ? arg.name : [])) ?? [];
      for (const name of home === undefined ? [] : names) {
        const given = made.flatMap(({ args, within }) => {
          const value = args.find(arg => arg.name === name)?.value;
          return value ? [{ value, within }] : [];
        });
        if (home === undefined || given.length < made.length) continue;
        for (const { value, within } of given) build.bindFrom(within, name, value.span, { kind: 'value', value }, home);
      }
    }
  }

  /** Types of one level, each with the methods that stand beside it; what has methods only is declared in another file. */
  function defineTypes(declarations: readonly SyntaxNode[], methods: readonly SyntaxNode[]): void {
    const specs = declarations.flatMap(named).filter(node => node.type === 'type_spec' || node.type === 'type_alias');
    const own = grouped(methods, method => receiverOf(method).type);
    for (const spec of specs) {
      const type = field(spec, 'type');
      if (type && isPlain(type)) plainTypes.add(nameOf(spec));
    }
    for (const spec of specs) defineType(spec, own.get(nameOf(spec)) ?? []);
    const known = new Set(specs.map(nameOf));
    for (const [name, found] of own) if (!known.has(name)) defineParts(name, found);
  }

  function defineType(spec: SyntaxNode, methods: readonly SyntaxNode[]): void {
    const name = nameOf(spec);
    const type = field(spec, 'type');
    const same = type && !HOLDING.has(type.type) ? typeOf(build, type) : null;
    if (same && methods.length === 0) return build.bind(name, spanOf(spec), { kind: 'value', value: same });
    const scope = build.inScope(
      {
        kind: 'class',
        name,
        span: spanOf(spec),
        bases: same ? [same] : type ? embeddedIn(type) : [],
        isAbstract: type?.type === 'interface_type',
        isPartial: true,
      },
      () => {
        if (type) members(type);
        methods.forEach(defineMethod);
      },
    );
    build.bind(name, spanOf(spec), { kind: 'scope', scope });
    if (build.scope() === 0) scopes.set(name, scope);
  }

  /** Methods of a type that another file declares. */
  function defineParts(name: string, methods: readonly SyntaxNode[]): void {
    const [first] = methods;
    if (!first) return;
    build.inScope({ kind: 'class', name, span: spanOf(first), isPartial: true }, () => methods.forEach(defineMethod));
  }

  function members(type: SyntaxNode): void {
    const list = type.type === 'struct_type' ? named(type)[0] : type;
    for (const part of list ? named(list) : []) {
      if (part.type === 'method_elem') declareMethod(part);
      if (part.type !== 'field_declaration') continue;
      const own = typeOf(build, field(part, 'type'));
      const names = fields(part, 'name').map(node => build.slice(node));
      // An embedded type is a field of its name.
      const all = names.length === 0 && own && (own.kind === 'name' || own.kind === 'member') ? [own.name] : names;
      for (const name of all) if (own) build.bind(name, spanOf(part), { kind: 'typed', type: own });
    }
  }

  /** Types whose fields and methods are also those of the type that holds them. */
  function embeddedIn(type: SyntaxNode): Expr[] {
    const list = type.type === 'struct_type' ? named(type)[0] : type;
    return (list ? named(list) : []).flatMap(part => {
      if (part.type === 'type_elem') return typeOf(build, part) ?? [];
      const isEmbedded = part.type === 'field_declaration' && fields(part, 'name').length === 0;
      return (isEmbedded && typeOf(build, field(part, 'type'))) || [];
    });
  }

  function declareMethod(node: SyntaxNode): void {
    const name = nameOf(node);
    const self = { name: '', scope: build.scope(), isClass: false };
    const params = parametersOf(build, field(node, 'parameters'));
    const result = resultsOf(build, field(node, 'result')).first;
    const scope = build.inScope({ kind: 'function', name, span: spanOf(node), params, result, self }, () => undefined);
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  function defineMethod(node: SyntaxNode): void {
    const self = { name: receiverOf(node).name, scope: build.scope(), isClass: false };
    const scope = define(node, nameOf(node), self);
    build.bind(nameOf(node), spanOf(node), { kind: 'scope', scope });
  }

  function receiverOf(node: SyntaxNode): { name: string; type: string } {
    const list = field(node, 'receiver');
    const [only] = list ? named(list) : [];
    const type = only && typeOf(build, field(only, 'type'));
    return { name: only ? nameOf(only) : '', type: type?.kind === 'name' ? type.name : '' };
  }

  function defineFunction(node: SyntaxNode): void {
    const name = nameOf(node);
    const scope = define(node, name, null);
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  function define(
    node: SyntaxNode,
    name: string,
    self: { name: string; scope: number; isClass: boolean } | null,
  ): number {
    const results = resultsOf(build, field(node, 'result'));
    const params = parametersOf(build, field(node, 'parameters'));
    const opened = { kind: 'function' as const, name, span: spanOf(node), params, result: results.first, self };
    return build.inScope(opened, () => {
      const body = field(node, 'body');
      if (body) inFunction(results, body);
    });
  }

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  const isPlain = (type: SyntaxNode): boolean => type.type === 'type_identifier' && PREDECLARED.has(build.slice(type));

  return {
    defineTypes,
    defineFunction,
    noteLiteral,
    bindLiterals,
    defineLiteral: (node: SyntaxNode): number => define(node, '', null),
  };
}

interface Literal {
  args: readonly Argument[];
  /** The function it stands in. */
  within: number;
}

const HOLDING: ReadonlySet<string> = new Set(['struct_type', 'interface_type']);
