import type { CallSite } from './model.ts';

/** What is around a call (modules, classes, functions), outermost first: it stands in the call's id, before what is called. */
export function symbolsOf({
  id,
  sdk,
  operation,
  through,
}: Pick<CallSite, 'id' | 'sdk' | 'operation' | 'through'>): string[] {
  const inside = id.slice(id.indexOf('#') + 1);
  const called = through.length > 0 ? through.map(({ name }) => name).join('.') : operation;
  const end = `.${inside}`.lastIndexOf(`.${sdk}.${called}`);
  return end < 1 ? [] : inside.slice(0, end - 1).split('.');
}
