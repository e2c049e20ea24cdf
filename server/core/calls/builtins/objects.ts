import type { Value } from '../value.ts';
import type { Call } from './call.ts';

export function dictionary({ args, engine }: Pick<Call, 'args' | 'engine'>): Extract<Value, { kind: 'object' }> {
  const entries = new Map<string, Value>();
  const open: string[] = [];
  for (const arg of args.list) {
    const value = engine.evaluate(arg.value, args.frame);
    if (arg.name !== null) entries.set(arg.name, value);
    else if (value.kind === 'object') {
      for (const [key, inner] of value.entries) entries.set(key, inner);
      open.push(...value.open);
    } else open.push('a dictionary is added at run time');
  }
  return { kind: 'object', entries, open };
}

export function assigned(call: Call): Value {
  return dictionary({ ...call, args: { ...call.args, list: call.args.list.filter(arg => !arg.spread) } });
}
