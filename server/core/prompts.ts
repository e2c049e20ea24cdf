import type { Place, PromptDefinition } from './model.ts';

/** One entry a definition: the same prompt is met from every call that sends it, in this file and in others. */
export function mergePrompts(found: readonly PromptDefinition[]): PromptDefinition[] {
  const prompts = new Map<string, PromptDefinition>();
  for (const prompt of found) {
    const known = prompts.get(keyOf(prompt.place));
    if (known) known.usedBy.push(...prompt.usedBy.filter(call => !known.usedBy.includes(call)));
    else prompts.set(keyOf(prompt.place), { ...prompt, usedBy: [...prompt.usedBy] });
  }
  return [...prompts.values()];
}

const keyOf = ({ file, range: { start } }: Place): string => `${file}:${start.line}:${start.character}`;
