/** A stretch of a template: text, or what stands between an opening and a closing mark. */
export interface Stretch {
  /** The opening mark; null for text. */
  mark: string | null;
  /** The text, or what stands inside the marks without their signs for trimming. */
  text: string;
  start: number;
  end: number;
}

interface Syntax {
  /** Opening and closing marks, the longer before those they begin with. */
  marks: readonly (readonly [open: string, close: string])[];
  /** Beside a mark: takes the blanks on that side away. */
  trim: string;
}

/** Cuts a template at its marks; one that is not closed is text. Linear, whatever the text. */
export function cutAtMarks(text: string, { marks, trim }: Syntax): Stretch[] {
  const out: Stretch[] = [];
  const unclosed = new Set<string>();
  let from = 0;
  let trimNext = false;
  const pushText = (to: number, trimEnd: boolean): void => {
    let part = text.slice(from, to);
    if (trimNext) part = part.trimStart();
    if (trimEnd) part = part.trimEnd();
    if (to > from) out.push({ mark: null, text: part, start: from, end: to });
  };
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const found = marks.find(([open, close]) => text.startsWith(open, at) && !unclosed.has(close));
    const end = found ? text.indexOf(found[1], at + found[0].length) : -1;
    if (found && end < 0) unclosed.add(found[1]);
    if (!found || end < 0) {
      at += 1;
      continue;
    }
    const [mark, close] = found;
    let inner = text.slice(at + mark.length, end);
    const [left, right] = [inner.startsWith(trim), inner.length > 1 && inner.endsWith(trim)];
    inner = inner.slice(left ? trim.length : 0, right ? -trim.length : undefined);
    pushText(at, left);
    trimNext = right;
    from = end + close.length;
    out.push({ mark, text: inner.trim(), start: at, end: from });
    at = from;
  }
  pushText(text.length, false);
  return out;
}

/**
 * Takes away the lines on which nothing but tags that send nothing stand, as Mustache and Handlebars do.
 */
export function withoutTagLines(stretches: readonly Stretch[], isSilent: (tag: Stretch) => boolean): Stretch[] {
  const out = stretches.map(stretch => ({ ...stretch }));
  stretches.forEach((tag, at) => {
    if (tag.mark === null || !isSilent(tag)) return;
    const [before, after] = [stretches[at - 1], stretches[at + 1]];
    const begins = !before || (before.mark === null && (/\n[ \t]*$/.test(before.text) || isBlankStart(before, at)));
    const ends = !after || (after.mark === null && /^[ \t]*(?:\r?\n|$)/.test(after.text));
    if (!begins || !ends) return;
    const [textBefore, textAfter] = [out[at - 1], out[at + 1]];
    if (textBefore) textBefore.text = textBefore.text.replace(/[ \t]+$/, '');
    if (textAfter) textAfter.text = textAfter.text.replace(/^[ \t]*(?:\r?\n|$)/, '');
  });
  return out;
}

const isBlankStart = ({ text }: Stretch, at: number): boolean => at === 1 && /^[ \t]*$/.test(text);
