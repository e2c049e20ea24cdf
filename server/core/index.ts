import { findCalls } from './calls/find.ts';
import { withMappedModel } from './configuration/apply.ts';
import { isSilenced } from './configuration/comments.ts';
import { NO_CONFIGURATION } from './configuration/configuration.ts';
import { costOf } from './costs/index.ts';
import type { Analysis } from './model.ts';
import type { Meter, Project } from './ports.ts';
import { mergePrompts } from './prompts.ts';
import { textTokens } from './tokens/index.ts';

/** Source in, calls and what they cost out. `file` and all it imports come through `project`. */
export function analyze(file: string, project: Project, meter: Meter, configuration = NO_CONFIGURATION): Analysis {
  const all = findCalls(file, project);
  const lines = all.length > 0 ? (project.text(file) ?? '').split('\n') : [];
  const found = all
    .filter(({ site }) => !isSilenced(site, lines))
    .map(one => ({ ...one, site: withMappedModel(one.site, configuration.models) }));
  const calls = found.map(({ site }) => ({ ...site, cost: costOf(site, meter) }));
  const prompts = found.flatMap(({ site, definitions }) =>
    definitions.map(({ name, place, parts }) => ({
      name,
      place,
      tokens: textTokens(parts, meter.count),
      usedBy: [site.id],
    })),
  );
  return { file, calls, prompts: mergePrompts(prompts), ignored: all.length - found.length };
}
