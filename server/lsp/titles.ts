import { formatMoved } from '../report/drift-words.ts';
import { formatHint, formatHintShort, formatPromptHint } from '../report/numbers.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import type { Analyzed } from './buffer.ts';
import type { Drifts } from './drift.ts';
import type { Subject } from './drift-subjects.ts';

/** What is told of a call or a prompt beside its own analysis. */
export interface Background {
  drifts: Drifts;
  usesOf: KeptScans['usedBy'];
}

/** Tokens and cost of a call; tokens of a prompt, and how many calls send it; how much either has grown. */
export function titleOf(
  analyzed: Analyzed,
  what: Subject,
  form: 'full' | 'short',
  { drifts, usesOf }: Background,
): string {
  const told =
    'id' in what
      ? (form === 'full' ? formatHint : formatHintShort)(what)
      : formatPromptHint(what, usesOf(analyzed.session, what.place));
  const moved = formatMoved(drifts.of(analyzed, what));
  return moved === undefined ? told : `${told} · ${moved}`;
}
