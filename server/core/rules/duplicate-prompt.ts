import type { Analysis, AnalyzedCall, Place, Tier } from '../model.ts';
import { comparePlaces } from '../positions.ts';
import { leavesOf } from './parts.ts';
import type { Context, FoundAt, Rule } from './rule.ts';

export const duplicatePrompt: Rule = {
  id: 'duplicate-prompt',
  title: 'The same long prompt in several places',
  severity: 'info',
  why: [
    'A prompt that is written down twice is mended once: from then on two calls cost and answer differently, and nobody meant them to. Written once, it is also the same beginning for the provider’s cache.',
    'The editor compares what one file sends, `prompt-cost lint` the whole project.',
  ],
  said: [],
  ignore: 'Where they are meant to go their own ways.',
  example: {
    language: 'python',
    before: 'answer = ask("You are the assistant of …", question)\nsummary = ask("You are the assistant of …", text)',
    after: 'answer = ask(ASSISTANT, question)\nsummary = ask(ASSISTANT, text)',
  },
  check: { of: 'all', find },
};

/** Shorter ones are phrases. */
const MIN_CHARS = 400;

interface Copy {
  place: Place;
  tier: Tier;
}

function find(analyses: readonly Analysis[], { meter }: Context): FoundAt[] {
  const copies = new Map<string, Map<string, Copy>>();
  for (const { text, place, tier } of analyses.flatMap(({ calls }) => calls.flatMap(textsOf))) {
    const places = copies.get(text) ?? new Map<string, Copy>();
    copies.set(
      text,
      places.set(`${place.file}:${place.range.start.line}:${place.range.start.character}`, { place, tier }),
    );
  }
  return [...copies].flatMap(([text, places]) => {
    const [first, ...others] = [...places.values()]
      .filter(({ tier }) => tier === 'production')
      .toSorted((a, b) => comparePlaces(a.place, b.place));
    if (!first || others.length === 0) return [];
    const tokens = meter.count('o200k_base', text).toLocaleString('en-US');
    return others.map(({ place, tier }) => ({
      message: `The same text of about ${tokens} tokens stands in ${first.place.file}, line ${first.place.range.start.line + 1}.`,
      related: [{ place: first.place, message: 'the same text' }],
      place: { ...place, range: { start: place.range.start, end: place.range.start } },
      subject: place,
      tier,
    }));
  });
}

function textsOf({ prompt, tier }: AnalyzedCall): { text: string; place: Place; tier: Tier }[] {
  return leavesOf(prompt).flatMap(part =>
    part.kind === 'text' && part.text.trim().length >= MIN_CHARS
      ? [{ text: part.text.trim(), place: part.place, tier }]
      : [],
  );
}
