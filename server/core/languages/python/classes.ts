import type { ClassRole, Expr } from '../facts.ts';

const BASES: readonly (readonly [RegExp, ClassRole])[] = [
  [/(?:Enum|Choices)$/, 'enum'],
  [/^BaseSettings$/, 'settings'],
  [/^(?:BaseModel|RootModel|SQLModel|Struct|NamedTuple|TypedDict)$/, 'record'],
];
const RECORD = /^(?:dataclass|define|frozen|mutable|attrs|attr|s|dataclass_json)$/;

/** What a class's members are, by the names of what it inherits from and of what stands above it. */
export function roleOf(bases: readonly Expr[], decorators: readonly Expr[]): ClassRole | null {
  const names = bases.map(lastName);
  const inherited = BASES.find(([pattern]) => names.some(name => pattern.test(name)))?.[1];
  return inherited ?? (decorators.some(decorator => RECORD.test(lastName(decorator))) ? 'record' : null);
}

function lastName(expr: Expr): string {
  if (expr.kind === 'call') return lastName(expr.callee);
  if (expr.kind === 'index') return lastName(expr.object);
  return expr.kind === 'name' || expr.kind === 'member' ? expr.name : '';
}
