import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { BindingValue, Expr, Facts, Parameter } from '../facts.ts';
import { child, field, type SyntaxNode } from '../syntax.ts';
import { createExpressions } from './expressions.ts';
import { parts } from './parts.ts';
import { createPatterns } from './patterns.ts';
import { createPaths } from './paths.ts';
import { useDeclaration } from './uses.ts';

/** Facts of a Rust file. */
export function lowerRust(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('rust', text);
  const { item, lower, heads } = items(build);
  // Half-typed code is no item: what can be read of it is an expression.
  for (const part of parts(root)) if (!item(part)) lower(part);
  const facts = build.done();
  // A path's first word that nothing here declares is a crate, or one of the ways to this one.
  const declared = new Set(facts.bindings.map(binding => binding.name));
  for (const [name, span] of heads)
    if (!declared.has(name) && /^[a-z]/.test(name))
      build.bind(name, span, { kind: 'import', module: name, name: null });
  return facts;
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of item
function items(build: Builder) {
  const paths = createPaths(build);
  const expressions = createExpressions(build, paths, { item, closure });
  const { lower, giveBack } = expressions;
  const patterns = createPatterns(build);

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    use_declaration: node => useDeclaration(build, paths, node),
    extern_crate_declaration: node => {
      const module = nameOf(node);
      const alias = field(node, 'alias');
      build.bind(alias ? build.slice(alias) : module, spanOf(node), { kind: 'import', module, name: null });
    },
    mod_item: moduleItem,
    function_item: node => build.bind(nameOf(node), spanOf(node), { kind: 'scope', scope: define(node) }),
    const_item: constant,
    static_item: constant,
    struct_item: node => typeItem(node, structFields),
    enum_item: node => typeItem(node, variants),
    trait_item: traitItem,
    impl_item: implItem,
    type_item: node => {
      const type = paths.typeOf(field(node, 'type'));
      if (type) build.bind(nameOf(node), spanOf(node), { kind: 'value', value: type });
    },
    macro_definition: () => undefined,
    attribute_item: () => undefined,
  };

  /** True where the node was an item. */
  function item(node: SyntaxNode): boolean {
    const read = READERS[node.type];
    read?.(node);
    return read !== undefined;
  }

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  /** `mod x;` is a file; `mod x { … }` a scope, seen from outside as an object of its names. */
  function moduleItem(node: SyntaxNode): void {
    const name = nameOf(node);
    const body = field(node, 'body');
    if (!body) return build.bind(name, spanOf(node), { kind: 'import', module: `self.${name}`, name: null });
    const home = build.scope();
    build.inScope({ kind: 'function', name, span: spanOf(node) }, () => {
      paths.within({ modules: paths.modules() + 1 }, () => parts(body).forEach(item));
      const names = parts(body)
        .flatMap(part => (part.type.endsWith('_item') ? [nameOf(part)] : []))
        .filter(Boolean);
      const entries = names.map(key => {
        const value: Expr = { kind: 'name', name: key, span: [node.end, node.end] };
        return { kind: 'entry' as const, key, value };
      });
      build.bind(name, spanOf(node), { kind: 'value', value: { kind: 'object', entries, span: spanOf(node) } }, home);
    });
  }

  function constant(node: SyntaxNode): void {
    const value = field(node, 'value');
    const type = paths.typeOf(field(node, 'type'));
    if (value) build.bind(nameOf(node), spanOf(node), { kind: 'value', value: lower(value) });
    else if (type) build.bind(nameOf(node), spanOf(node), { kind: 'typed', type });
  }

  function typeItem(node: SyntaxNode, read: (body: SyntaxNode, name: string) => void): void {
    const name = nameOf(node);
    const body = field(node, 'body');
    const scope = build.inScope({ kind: 'class', name, span: spanOf(node) }, () => {
      paths.within({ self: name, bounds: paths.boundsOf(node) }, () => body && read(body, name));
    });
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  function structFields(body: SyntaxNode): void {
    const isOrdered = body.type === 'ordered_field_declaration_list';
    const fields = isOrdered
      ? body.children.filter(c => c.field === 'type')
      : parts(body).filter(part => part.type === 'field_declaration');
    fields.forEach((member, at) => {
      const type = paths.typeOf(isOrdered ? member : field(member, 'type'));
      const value: BindingValue = type ? { kind: 'typed', type } : { kind: 'unknown', why: 'set at run time' };
      build.bind(isOrdered ? String(at) : nameOf(member), spanOf(member), value);
    });
  }

  /** A variant is something of its enum. */
  function variants(body: SyntaxNode, name: string): void {
    for (const variant of parts(body).filter(part => part.type === 'enum_variant')) {
      const span = spanOf(variant);
      const callee: Expr = { kind: 'name', name, span };
      const value: Expr = { kind: 'call', callee, args: [], anchor: span, span };
      build.bind(nameOf(variant), span, { kind: 'value', value });
    }
  }

  function traitItem(node: SyntaxNode): void {
    const name = nameOf(node);
    const supers = field(node, 'bounds');
    const bases = (supers ? parts(supers) : []).flatMap(part => paths.typeOf(part) ?? []);
    const opened = { kind: 'class', name, span: spanOf(node), bases, isAbstract: true } as const;
    const scope = build.inScope(opened, () => members(node, name));
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  /** Methods of a type that is declared elsewhere, often just above. */
  function implItem(node: SyntaxNode): void {
    const trait = field(node, 'trait');
    const type = field(node, 'type');
    paths.within({ bounds: paths.boundsOf(node) }, () => {
      const self = paths.typeOf(type);
      const base = trait && paths.typeOf(trait);
      const name = self?.kind === 'name' || self?.kind === 'member' ? self.name : '';
      const opened = { kind: 'class', name, span: spanOf(node), bases: base ? [base] : [], isPartial: true } as const;
      build.inScope(opened, () => members(node, name));
    });
  }

  function members(node: SyntaxNode, self: string): void {
    const body = field(node, 'body');
    paths.within({ self, bounds: paths.boundsOf(node) }, () => {
      for (const member of body ? parts(body) : []) {
        if (member.type === 'function_item' || member.type === 'function_signature_item')
          build.bind(nameOf(member), spanOf(member), { kind: 'scope', scope: define(member) });
        else if (member.type !== 'associated_type' && member.type !== 'type_item') item(member);
      }
    });
  }

  function define(node: SyntaxNode): number {
    const list = field(node, 'parameters');
    const home = build.scope();
    const isMethod = list !== undefined && parts(list).some(part => isSelf(part)) && build.kindOf(home) === 'class';
    const self = isMethod ? { name: 'self', scope: home, isClass: false } : null;
    let scope = 0;
    paths.within({ bounds: paths.boundsOf(node) }, () => {
      const { params, bindAll } = parameters(list ? parts(list).filter(part => !isSelf(part)) : []);
      const result = paths.typeOf(field(node, 'return_type'));
      scope = build.inScope({ kind: 'function', name: nameOf(node), span: spanOf(node), params, self, result }, () => {
        bindAll();
        const body = field(node, 'body');
        if (body) giveBack(body);
      });
    });
    return scope;
  }

  const isSelf = (node: SyntaxNode): boolean =>
    node.type === 'self_parameter' || field(node, 'pattern')?.type === 'self';

  function closure(node: SyntaxNode): number {
    const list = field(node, 'parameters');
    const { params, bindAll } = parameters(list ? parts(list) : []);
    return build.inScope({ kind: 'function', name: '', span: spanOf(node), params }, () => {
      bindAll();
      const body = field(node, 'body');
      if (body) giveBack(body);
    });
  }

  /** Patterns get a name of their own; their names are bound to parts of it. */
  function parameters(nodes: readonly SyntaxNode[]): { params: Parameter[]; bindAll: () => void } {
    const targets = nodes.map(node => (node.type === 'parameter' ? field(node, 'pattern') : node));
    const names = targets.map((target, at) => {
      const inner =
        target?.type === 'ref_pattern' || target?.type === 'reference_pattern' ? child(target, 'identifier') : target;
      return inner?.type === 'identifier' ? build.slice(inner) : `#${at}`;
    });
    const params = nodes.map((node, at): Parameter => {
      const type = node.type === 'parameter' ? paths.typeOf(field(node, 'type')) : null;
      return { name: names[at] ?? '', default: null, type, rest: null };
    });
    const bindAll = (): void =>
      targets.forEach((target, at) => {
        if (!target || !names[at]?.startsWith('#')) return;
        const value: Expr = { kind: 'name', name: names[at], span: spanOf(target) };
        patterns.bind(target, value, spanOf(target));
      });
    return { params, bindAll };
  }

  return { item, lower, heads: paths.heads };
}
