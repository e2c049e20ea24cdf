import { formatMoved } from '../report/drift-words.ts';
import { formatUse, useMarkdown } from '../report/live-use.ts';
import { formatHint, formatHintShort, formatPromptHint } from '../report/numbers.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import type { Analyzed } from './buffer.ts';
import type { Drifts } from './drift.ts';
import type { Subject } from './drift-subjects.ts';
import type { LiveUse } from './live.ts';

/** What is told of a call or a prompt beside its own analysis. */
export interface Background {
  drifts: Drifts;
  usesOf: KeptScans['usedBy'];
  live: LiveUse;
}

/** Tokens and cost of a call; tokens of a prompt, and how many calls send it; how much either has grown, and how it is used. */
export function titleOf(
  analyzed: Analyzed,
  what: Subject,
  form: 'full' | 'short',
  { drifts, usesOf, live }: Background,
): string {
  const told =
    'id' in what
      ? (form === 'full' ? formatHint : formatHintShort)(what)
      : formatPromptHint(what, usesOf(analyzed.session, what.place));
  const used = 'id' in what ? formatUse(live.of(analyzed.session, what)) : undefined;
  return [told, formatMoved(drifts.of(analyzed, what)), used].filter(part => part !== undefined).join(' · ');
}

/** What a hover says beneath: how it came to be so, and how it is used. */
export function asideOf(analyzed: Analyzed, what: Subject, { drifts, live }: Background): string | undefined {
  const use = 'id' in what ? live.of(analyzed.session, what) : undefined;
  const parts = [use && 'id' in what ? useMarkdown(use, what) : undefined, drifts.section(analyzed, what)];
  return parts.filter(part => part !== undefined).join('\n\n') || undefined;
}
