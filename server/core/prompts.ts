import { placeKey } from './calls/place.ts';
import { tierOf } from './calls/tier.ts';
import type { Definition } from './calls/prompt.ts';
import { addTo } from './groups.ts';
import type { Analysis, PartTokens, Part, Prompt, PromptDefinition } from './model.ts';
import type { CountTokens } from './ports.ts';
import { inputTokens } from './tokens/index.ts';

/** A text of the code as a prompt, sent by these calls. */
export const definePrompt = (
  { name, place, parts }: Definition,
  format: PromptDefinition['format'],
  usedBy: string[],
  count: CountTokens,
): PromptDefinition => ({
  name,
  place,
  format,
  tier: tierOf(place.file),
  sent: null,
  ...measureParts(parts, count),
  usedBy,
});

type Measured = Pick<PromptDefinition, 'tokens' | 'openings'>;

/** Texts that were met before and are no others. */
const measuredFor = new WeakMap<readonly Part[], Measured>();

function measureParts(parts: Part[], count: CountTokens): Measured {
  const before = measuredFor.get(parts);
  if (before) return before;
  const measured = measure({ messages: [{ role: 'unknown', parts }], attachments: [], open: [] }, count);
  measuredFor.set(parts, measured);
  return measured;
}

/** What a prompt takes on a model that is not known, and what of it is not known. */
export const measure = (prompt: Prompt, count: CountTokens): Measured => ({
  tokens: inputTokens(prompt, 'chat', null, count),
  openings: openingsOf(prompt),
});

/** Names of what is not known before the call is made. */
export function openingsOf({ messages, attachments, open }: Prompt): string[] {
  const inPart = (part: Part): string[] => {
    switch (part.kind) {
      case 'hole':
        return [part.name];
      case 'choice':
        return part.options.flat().flatMap(inPart);
      case 'repeat':
        return [...(part.count.known ? [] : [`for each of ${part.over}`]), ...part.parts.flatMap(inPart)];
      default:
        return [];
    }
  };
  const names = [
    ...messages.flatMap(({ parts }) => parts.flatMap(inPart)),
    ...open,
    ...attachments.flatMap(one => [...(one.json.known ? [] : [one.kind]), ...(one.open ?? [])]),
  ];
  return [...new Set(names)];
}

/** One entry a definition: the same prompt is met from every call that sends it, in this file and in others. */
export function mergePrompts(found: readonly PromptDefinition[]): PromptDefinition[] {
  const prompts = new Map<string, PromptDefinition>();
  for (const prompt of found) {
    const known = prompts.get(placeKey(prompt.place));
    // A file's format knows more of its prompt than a call that reads the file.
    const [told, other] =
      known?.format === null && prompt.format !== null ? [prompt, known] : [known ?? prompt, prompt];
    prompts.set(placeKey(prompt.place), { ...told, usedBy: [...new Set([...told.usedBy, ...other.usedBy])] });
  }
  return [...prompts.values()];
}

/** Every prompt of a scan with the calls that send it: by its name, or any text of it. */
export function promptsIn(analyses: readonly Analysis[]): PromptDefinition[] {
  const keysOf = (parts: readonly PartTokens[]): string[] =>
    parts.flatMap(({ place }) => (place ? placeKey(place) : []));
  const senders = new Map<string, string[]>();
  for (const { id, cost } of analyses.flatMap(({ calls }) => calls))
    for (const key of keysOf(cost.input.parts)) addTo(senders, key, id);
  return mergePrompts(analyses.flatMap(({ prompts }) => prompts)).map(prompt => {
    if (prompt.format !== CONSTANT) return prompt;
    const more = keysOf(prompt.tokens.parts).flatMap(key => senders.get(key) ?? []);
    return more.length > 0 ? { ...prompt, usedBy: [...new Set([...prompt.usedBy, ...more])] } : prompt;
  });
}

/** Prompts that no call in sight sends, and files: what there is to tell of beside the calls. */
export const standalone = (prompts: readonly PromptDefinition[]): PromptDefinition[] =>
  prompts.filter(({ format, usedBy }) => format !== null && (format !== CONSTANT || usedBy.length === 0));

/** What a file has prompts of its own in: files of prompts, and constants whose names say so, whether a call here sends them or not. */
export const definedIn = ({ file, prompts }: Pick<Analysis, 'file' | 'prompts'>): PromptDefinition[] =>
  prompts.filter(({ format, place }) => format !== null && place.file === file);

/** The format of a prompt that code defines under a name which says so. */
export const CONSTANT = 'constant';
