import type { CallSite } from './model.ts';

/** What is around a call (modules, classes, functions), outermost first: it stands in the call's id. */
export function symbolsOf({ id, sdk, operation }: Pick<CallSite, 'id' | 'sdk' | 'operation'>): string[] {
  const inside = id.slice(id.indexOf('#') + 1);
  return inside
    .slice(0, inside.lastIndexOf(`${sdk}.${operation}`))
    .split('.')
    .filter(name => name !== '');
}
