import { type Builder, spanOf } from '../builder.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';

/** `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\f;`. */
export function useDeclaration(build: Builder, node: SyntaxNode): void {
  const group = field(node, 'body');
  const prefix = group ? child(node, 'namespace_name') : undefined;
  const clauses = named(group ?? node).filter(part => part.type === 'namespace_use_clause');
  for (const clause of clauses) {
    const target = named(clause).find(part => part.field !== 'alias');
    const alias = field(clause, 'alias');
    if (!target) continue;
    const path = [...(prefix ? [build.slice(prefix)] : []), build.slice(target)].join('\\').split('\\').filter(Boolean);
    const name = path.pop() ?? '';
    const module = path.join('.');
    const imported = module === '' ? { module: name, name: null } : { module, name };
    build.bind(alias ? build.slice(alias) : name, spanOf(clause), { kind: 'import', ...imported });
  }
}
