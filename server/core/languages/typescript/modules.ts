import { type Builder, spanOf } from '../builder.ts';
import { child, field, fields, has, type SyntaxNode } from '../syntax.ts';

const unquote = (text: string): string => text.slice(1, -1);

/** `import a, { b as c }, * as d from 'module'`. */
export function importModule(build: Builder, node: SyntaxNode): void {
  const source = field(node, 'source');
  const clause = child(node, 'import_clause');
  if (!source || !clause) return;
  const module = unquote(build.slice(source));
  for (const part of clause.children) {
    if (part.type === 'identifier')
      build.bind(build.slice(part), spanOf(part), { kind: 'import', module, name: 'default' });
    if (part.type === 'namespace_import') {
      const name = child(part, 'identifier');
      if (name) build.bind(build.slice(name), spanOf(part), { kind: 'import', module, name: null });
    }
    if (part.type === 'named_imports') for (const item of part.children) importName(build, item, module);
  }
}

function importName(build: Builder, item: SyntaxNode, module: string): void {
  const name = field(item, 'name');
  if (item.type !== 'import_specifier' || !name) return;
  const imported = build.slice(name);
  const local = field(item, 'alias') ?? name;
  build.bind(build.slice(local), spanOf(item), { kind: 'import', module, name: imported });
}

/** `export … from`, `export { … }`: true where the statement was one of these. */
export function reexport(build: Builder, node: SyntaxNode): boolean {
  const source = field(node, 'source');
  const module = source && unquote(build.slice(source));
  const clause = child(node, 'export_clause');
  const namespace = child(node, 'namespace_export');
  if (module !== undefined && namespace) {
    const name = build.slice(child(namespace, 'identifier', 'string') ?? namespace);
    build.exports.push({ kind: 'from', name, module, imported: null });
  } else if (module !== undefined && !clause && has(node, '*')) build.exports.push({ kind: 'star', module });
  for (const item of clause ? clause.children.filter(c => c.type === 'export_specifier') : []) {
    const [local] = fields(item, 'name').map(build.slice);
    if (!local) continue;
    const alias = field(item, 'alias');
    const name = alias ? build.slice(alias) : local;
    build.exports.push(
      module === undefined ? { kind: 'local', name, local } : { kind: 'from', name, module, imported: local },
    );
  }
  return clause !== undefined || module !== undefined;
}
