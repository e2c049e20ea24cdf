import type { CallSite } from '../model.ts';

const COMMENT = /(?:#|\/\/|\/\*)\s*prompt-cost:\s*ignore\b/;
/** Alone on its line; in a notebook a line stands in quotes. */
const ALONE = /^\s*"?\s*(?:#|\/\/|\/\*|\{\/\*)\s*prompt-cost:\s*ignore\b/;

/** Whether a comment on the call's first line, on its callee's or alone on the line above says that it is not to be told. */
export function isSilenced({ place, anchor }: CallSite, lines: readonly string[]): boolean {
  const first = place.range.start.line;
  const isMarked = [first, anchor.range.start.line].some(line => COMMENT.test(lines[line] ?? ''));
  return isMarked || ALONE.test(lines[first - 1] ?? '');
}
