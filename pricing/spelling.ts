import type { MatchLogic } from '@pydantic/genai-prices';

/**
 * Whether an id (in lower case) is a model's name, by the catalogue's own patterns. Where these only say what a name
 * begins with or holds, what else stands in it must be a version: `claude-haiku-4-5-20251001` is `claude-haiku-4-5`, and
 * `claude-haiku-4-5-for-sale` is something of somebody.
 */
export function isSpellingOf(id: string, match: MatchLogic): boolean {
  if ('or' in match) return match.or.some(one => isSpellingOf(id, one));
  if ('and' in match) return match.and.every(one => fits(id, one)) && match.and.some(one => isSpellingOf(id, one));
  const span = spanOf(id, match);
  return span !== null && PREFIX.test(id.slice(0, span[0])) && isVersion(id.slice(0, span[1]), id.slice(span[1]));
}

/** What stands behind a pattern that may end within the version: `gemini-2.0-flash-0` and `01`, `claude-sonnet-4-2025` and `0514`. */
const isVersion = (name: string, rest: string): boolean =>
  SUFFIX.test(rest) || SUFFIX.test((/[-@]\d*$/.exec(name)?.[0] ?? '-') + rest);

/** The same, whatever else stands in the id: as the catalogue's library has it. */
export function fits(id: string, match: MatchLogic): boolean {
  if ('or' in match) return match.or.some(one => fits(id, one));
  if ('and' in match) return match.and.every(one => fits(id, one));
  return spanOf(id, match) !== null;
}

/** Which part of the id the pattern speaks of. */
function spanOf(id: string, match: Exclude<MatchLogic, { or: unknown } | { and: unknown }>): [number, number] | null {
  if ('equals' in match) return id === match.equals.toLowerCase() ? [0, id.length] : null;
  if ('starts_with' in match)
    return id.startsWith(match.starts_with.toLowerCase()) ? [0, match.starts_with.length] : null;
  if ('ends_with' in match)
    return id.endsWith(match.ends_with.toLowerCase()) ? [id.length - match.ends_with.length, id.length] : null;
  if ('contains' in match) {
    const at = id.indexOf(match.contains.toLowerCase());
    return at < 0 ? null : [at, at + match.contains.length];
  }
  const found = new RegExp(match.regex).exec(id);
  return found && [found.index, found.index + found[0].length];
}

/** The regions that Bedrock routes to, and whose model it is. GovCloud has prices of its own, which must be named. */
const PREFIX = /^(?:(?:us|eu|apac|jp|au|ca|sa|in|me|af|global)\.)?(?:anthropic\.|meta\.|amazon\.)?$/;

/** A date, a version, a stage: what a vendor puts behind a name without another price. */
const DATE = String.raw`20\d\d-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])|(?:0[1-9]|1[0-2])-(?:20\d\d|[0-2]\d|3[01])|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|2\d(?:0[1-9]|1[0-2])`;
const SUFFIX = new RegExp(
  String.raw`^(?:[-@](?:${DATE}|0\d\d|latest|default|preview|exp|experimental|v\d+(?::\d+)?)|:\d+)*$`,
);
