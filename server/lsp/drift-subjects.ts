import { addTo } from '../core/groups.ts';
import type { Analysis, AnalyzedCall, PromptDefinition } from '../core/model.ts';
import { definedIn } from '../core/prompts.ts';
import { type Sent, sentIn } from '../workspace/git/sent.ts';

/** What has a drift. */
export type Subject = AnalyzedCall | PromptDefinition;

/** A call's name survives its moves; that of a prompt is unique in its file. */
export const keyOf = (subject: Subject): string =>
  'id' in subject ? subject.id : `${subject.place.file}:${subject.name}`;

/** Everything of a file that has a drift, and where it takes its texts from. */
export function subjectsIn(analysis: Analysis): { subjects: Subject[]; sent: Sent } {
  const prompts = definedIn(analysis);
  const sent = new Map([...sentIn([{ ...analysis, prompts: [] }])].map(([file, all]) => [file, [...all]]));
  for (const prompt of prompts) {
    // Its place may be that of the name before it.
    const places = [prompt.place, ...prompt.tokens.parts.flatMap(({ place }) => place ?? [])];
    for (const { file, range } of places) addTo(sent, file, { start: range.start, call: keyOf(prompt) });
  }
  return { subjects: [...analysis.calls, ...prompts], sent };
}
