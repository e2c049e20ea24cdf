import { type Builder, spanOf } from '../builder.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';
import type { Paths, Segment } from './paths.ts';

/** Words that a path of the project's own begins with. */
const OWN: ReadonlySet<string> = new Set(['crate', 'self', 'super']);

/** `use a::{b::C as D, e::*};`: a name for each, and what `pub` hands on. */
export function useDeclaration(build: Builder, paths: Paths, node: SyntaxNode): void {
  const argument = field(node, 'argument');
  const isPublic = node.children.some(part => part.type === 'visibility_modifier');
  if (argument) read(argument, []);

  function read(part: SyntaxNode, before: readonly Segment[]): void {
    switch (part.type) {
      case 'scoped_use_list':
      case 'use_list': {
        const path = field(part, 'path');
        const list = part.type === 'use_list' ? part : field(part, 'list');
        const inner = path ? [...before, ...paths.segmentsOf(path)] : before;
        for (const item of list ? named(list) : []) read(item, inner);
        return;
      }
      case 'use_as_clause': {
        const path = field(part, 'path');
        const alias = field(part, 'alias');
        if (path && alias) bindPath(part, [...before, ...paths.segmentsOf(path)], build.slice(alias));
        return;
      }
      case 'use_wildcard': {
        const [path] = named(part);
        return open([...before, ...(path ? paths.segmentsOf(path) : [])]);
      }
      default:
        return bindPath(part, [...before, ...paths.segmentsOf(part)], null);
    }
  }

  function bindPath(part: SyntaxNode, path: readonly Segment[], alias: string | null): void {
    // In a list, `self` is the path before it.
    const whole = path.length > 1 && path.at(-1)?.name === 'self' ? path.slice(0, -1) : path;
    const last = whole.at(-1);
    const [first] = whole;
    if (!first || !last) return;
    const name = alias ?? last.name;
    if (OWN.has(first.name)) return bindOwn(part, whole, name);
    const module = whole.slice(0, -1).map(segment => segment.name);
    if (module.length > 0)
      build.bind(name, spanOf(part), { kind: 'import', module: module.join('.'), name: last.name });
    else build.bind(name, spanOf(part), { kind: 'import', module: last.name, name: null });
  }

  /** Paths of the project are followed module by module: each says what it hands on. */
  function bindOwn(part: SyntaxNode, path: readonly Segment[], name: string): void {
    const value = paths.expressionOf(path);
    const isItself = value.kind === 'name' && value.name === name;
    if (!isItself) build.bind(name, spanOf(part), { kind: 'value', value });
  }

  function open(path: readonly Segment[]): void {
    const ups = path.filter(segment => segment.name === 'super').length;
    const names = path.map(segment => segment.name).filter((word, at) => !(word === 'super' && at < paths.modules()));
    if (names.length === 0 || (ups === 0 && names[0] === 'self' && names.length === 1)) return;
    const module = names.join('.');
    build.opens.push(module);
    if (isPublic) build.exports.push({ kind: 'star', module });
  }
}
