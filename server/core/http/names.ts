import type { Expr, Facts } from '../languages/facts.ts';
import { ENDPOINT_TEXT } from './endpoints.ts';

/** Names under which other files may find the URLs of LLM servers that a file holds: its variables, fields and functions. */
export function namesOfUrls({ bindings, scopes }: Facts): string[] {
  const bound = bindings.filter(
    ({ scope, value }) => value.kind === 'value' && scopes[scope]?.kind !== 'function' && holdsUrl(value.value),
  );
  const given = scopes.filter(
    ({ kind, returns }) => kind === 'function' && returns.some(({ value }) => holdsUrl(value)),
  );
  return [...bound, ...given].map(({ name }) => name).filter(name => name !== '');
}

/** Whether a file calls something with the URL of an LLM server. */
export const givesUrls = ({ calls }: Facts): boolean => calls.some(({ expr }) => holdsUrl(expr));

function holdsUrl(expr: Expr): boolean {
  switch (expr.kind) {
    case 'text':
      return expr.parts.some(part => (part.kind === 'chars' ? ENDPOINT_TEXT.test(part.text) : holdsUrl(part)));
    case 'object':
      return expr.entries.some(entry => holdsUrl(entry.value));
    case 'list':
      return expr.items.some(item => holdsUrl(item.value));
    case 'call':
      return expr.args.some(arg => holdsUrl(arg.value));
    case 'sum':
      return expr.items.some(holdsUrl);
    case 'choice':
    case 'fallback':
      return expr.options.some(holdsUrl);
    default:
      return false;
  }
}
