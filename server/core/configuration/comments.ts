import type { CallSite, Place } from '../model.ts';

const OPENER = String.raw`(?:#|\/\/|\/\*|<!--|\{#|\{\{!)`;
const COMMENT = new RegExp(String.raw`${OPENER}\s*prompt-cost:\s*(ignore|ignore-file)(?![\w-])([^\n]*)`);
/** Alone on its line; in a notebook a line stands in quotes. */
const ALONE = new RegExp(String.raw`^\s*"?\s*\{?${OPENER}\s*prompt-cost:`);
/** A rule's id has a hyphen; other words say why. */
const RULE_IDS = /^(?:[\s,]*[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-]))+/;

interface Comment {
  of: 'line' | 'file';
  /** Rules that it names; empty: all that is told of the call. */
  rules: string[];
}

function readComment(line: string | undefined): Comment | undefined {
  const [, kind, rest = ''] = (line?.includes('prompt-cost:') && COMMENT.exec(line)) || [];
  if (kind === undefined) return undefined;
  const rules = RULE_IDS.exec(rest)?.[0].match(/[a-z0-9-]+/g) ?? [];
  return { of: kind === 'ignore' ? 'line' : 'file', rules };
}

/** Comments at these places: on a line, or alone on the one above. */
function commentsAt(numbers: readonly number[], lines: readonly string[]): Comment[] {
  return numbers.flatMap(number => {
    const above = lines[number - 1] ?? '';
    return [lines[number], ALONE.test(above) ? above : undefined].flatMap(line => readComment(line) ?? []);
  });
}

const files = new WeakMap<readonly string[], readonly Comment[]>();

/** Comments for the whole of a file; asked of every call, and looked for once. */
function ofFile(lines: readonly string[]): readonly Comment[] {
  const known = files.get(lines);
  if (known) return known;
  const found = lines.flatMap(line => readComment(line) ?? []).filter(comment => comment.of === 'file');
  files.set(lines, found);
  return found;
}

/** Whether a comment on the call's first line, on its callee's or alone on the line above says that it is not to be told. */
export function isSilenced({ place, anchor }: CallSite, lines: readonly string[]): boolean {
  const near = commentsAt([place.range.start.line, anchor.range.start.line], lines);
  return near.some(({ of, rules }) => of === 'line' && rules.length === 0) || isFileSilenced(lines);
}

/** Whether nothing is to be told of a whole file. */
export const isFileSilenced = (lines: readonly string[]): boolean =>
  ofFile(lines).some(({ rules }) => rules.length === 0);

/** Whether a comment at one of the places, or for the whole file, silences the rule. */
export function silencesRule(rule: string, places: readonly Place[], lines: readonly string[]): boolean {
  const near = commentsAt(
    places.map(({ range }) => range.start.line),
    lines,
  );
  const silences = ({ rules }: Comment): boolean => rules.length === 0 || rules.includes(rule);
  return near.some(silences) || ofFile(lines).some(silences);
}
