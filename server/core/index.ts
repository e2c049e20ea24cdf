import { findCalls } from './calls/find.ts';
import type { Definition } from './calls/prompt.ts';
import { costOf } from './costs/index.ts';
import type { Analysis, PromptDefinition } from './model.ts';
import type { Meter, Project } from './ports.ts';
import { textTokens } from './tokens/index.ts';

/** Source in, calls and what they cost out. `file` and all it imports come through `project`. */
export function analyze(file: string, project: Project, meter: Meter): Analysis {
  const found = findCalls(file, project);
  const calls = found.map(({ site }) => ({ ...site, cost: costOf(site, meter) }));
  const uses = found.flatMap(({ site, definitions }) => definitions.map(definition => ({ definition, call: site.id })));
  return { file, calls, prompts: gather(uses, meter) };
}

/** One entry a definition, with every call of this file that sends it. */
function gather(uses: readonly { definition: Definition; call: string }[], meter: Meter): PromptDefinition[] {
  const prompts = new Map<string, PromptDefinition>();
  for (const { definition, call } of uses) {
    const { file, range } = definition.place;
    const key = `${file}:${range.start.line}:${range.start.character}`;
    const known = prompts.get(key);
    if (known) known.usedBy.push(call);
    else
      prompts.set(key, {
        name: definition.name,
        place: definition.place,
        tokens: textTokens(definition.parts, meter.count),
        usedBy: [call],
      });
  }
  return [...prompts.values()];
}
