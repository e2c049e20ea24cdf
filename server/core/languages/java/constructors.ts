import { type Builder, spanOf } from '../builder.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import type { Lower } from './context.ts';
import { membersOf } from './names.ts';

/**
 * `this(client, "gpt-4o");` at the start of a constructor: the fields that the other constructor sets from its parameters are
 * set here from the arguments.
 */
export function delegated(build: Builder, body: SyntaxNode, owner: SyntaxNode, home: number, lower: Lower): void {
  const call = child(body, 'explicit_constructor_invocation');
  const given = call && field(call, 'arguments');
  if (!call || !given || !call.children.some(part => part.type === 'this')) return;
  const args = named(given);
  const other = membersOf(owner).find(
    part =>
      part.type === 'constructor_declaration' &&
      part.children.every(c => c !== body) &&
      names(build, part).length === args.length,
  );
  const params = other ? names(build, other) : [];
  for (const [name, source] of other ? assignments(build, other) : []) {
    const value = args[params.indexOf(source)];
    if (value) build.bind(name, spanOf(call), { kind: 'value', value: lower(value) }, home);
  }
}

function names(build: Builder, constructor: SyntaxNode): string[] {
  const list = field(constructor, 'parameters');
  return (list ? named(list) : []).flatMap(param => {
    const name = field(param, 'name');
    return name ? [build.slice(name)] : [];
  });
}

/** Fields and the parameters that they are set from, `this.model = model`. */
function assignments(build: Builder, constructor: SyntaxNode): [string, string][] {
  const body = field(constructor, 'body');
  return (body ? named(body) : []).flatMap((statement): [string, string][] => {
    const [only] = named(statement);
    const [left, right] = only?.type === 'assignment_expression' ? [field(only, 'left'), field(only, 'right')] : [];
    if (!left || right?.type !== 'identifier') return [];
    return [[build.slice(left).replace(/^this\./, ''), build.slice(right)]];
  });
}
