import { type Found, findIn } from './calls/find.ts';
import { placeKey, settled } from './calls/place.ts';
import { type Definition, textsIn } from './calls/prompt.ts';
import { tierOf } from './calls/tier.ts';
import { usageOf, withMappedModel } from './configuration/apply.ts';
import { isSilenced } from './configuration/comments.ts';
import { type Configuration, NO_CONFIGURATION } from './configuration/configuration.ts';
import { costOf } from './costs/index.ts';
import type { Analysis, AnalyzedCall, CallSite, ModelChoice, Part, Tier } from './model.ts';
import type { Meter, Project } from './ports.ts';
import { CONSTANT, definePrompt, measure, mergePrompts } from './prompts.ts';
import { readTemplate, templateOf } from './templates/index.ts';
import type { Template, TemplateSite } from './templates/template.ts';

/** What an analysis depends on beside the file. */
interface Given {
  project: Project;
  meter: Meter;
  configuration: Configuration;
}

/**
 * Source in, calls and prompts with what they cost out. `file` and all it imports come through `project`. `find`: what stands in a source,
 * for who knows it from before.
 */
// eslint-disable-next-line max-params -- as ports, and two that have defaults
export function analyze(
  file: string,
  project: Project,
  meter: Meter,
  configuration = NO_CONFIGURATION,
  find: (file: string, project: Project) => Found = findIn,
): Analysis {
  const template = templateOf(file);
  const given = { project, meter, configuration };
  return template ? analyzeTemplate(template, file, given) : analyzeSource(file, find(file, project), given);
}

function analyzeSource(file: string, { calls: all, prompts: named, built }: Found, given: Given): Analysis {
  const { project, meter, configuration } = given;
  const found = toldOf(all, file, project);
  const calls = found.map(({ site }) => priced(site, given));
  const sent = found.flatMap(({ site, definitions }) =>
    definitions.map(definition => definePrompt(definition, null, [site.id], meter.count)),
  );
  const constants = [...named, ...unsent(built, found)].map(one => definePrompt(one, CONSTANT, [], meter.count));
  const prompts = mergePrompts([...sent, ...constants]).map(prompt => ({
    ...prompt,
    tier: configuration.tierOf(prompt.place.file) ?? prompt.tier,
  }));
  return settled({ file, calls, prompts, ignored: all.length - found.length });
}

/** Those that no call here sends: it tells of them where it stands. */
function unsent(built: readonly Definition[], calls: readonly { site: CallSite }[]): Definition[] {
  const keysOf = (parts: readonly Part[]): string[] => textsIn(parts).map(({ place }) => placeKey(place));
  const sent = new Set(calls.flatMap(({ site }) => site.prompt.messages.flatMap(({ parts }) => keysOf(parts))));
  return built.filter(({ parts }) => !keysOf(parts).some(key => sent.has(key)));
}

/** Those that no comment silences. */
function toldOf<T extends { site: CallSite }>(all: readonly T[], file: string, project: Project): T[] {
  const lines = all.length > 0 ? (project.text(file) ?? '').split('\n') : [];
  return all.filter(({ site }) => !isSilenced(site, lines));
}

interface Priced {
  on: string;
  configuration: Configuration;
  call: AnalyzedCall;
}

/** Calls that were found before and are no others: what they cost is known. */
const known = new WeakMap<CallSite, Priced>();

function priced(found: CallSite, { configuration, meter }: Given): AnalyzedCall {
  const before = known.get(found);
  if (before?.on === meter.on && before.configuration === configuration) return before.call;
  const tier = configuration.tierOf(found.place.file) ?? found.tier;
  const site = withMappedModel({ ...found, tier }, configuration.models);
  const { prices, currency } = configuration;
  const cost = costOf(site, { ...meter, prices, currency }, usageOf(site, configuration.usage));
  const call = { ...site, cost };
  known.set(found, { on: meter.on, configuration, call });
  return call;
}

/** A prompt with a model is priced as a call of it; any other has tokens alone. */
function analyzeTemplate(template: Template, file: string, given: Given): Analysis {
  const ordinals = new Map<string, number>();
  const sites: { site: CallSite }[] = [];
  const prompts: Analysis['prompts'] = [];
  const tier = given.configuration.tierOf(file) ?? template.tier ?? tierOf(file);
  for (const found of readTemplate(template, file, given.project)) {
    const { name, place, model, prompt, sent } = found;
    const ordinal = (ordinals.get(name) ?? 0) + 1;
    ordinals.set(name, ordinal);
    const id = `${file}#${template.id}.${name}${ordinal > 1 ? `#${ordinal}` : ''}`;
    if (model) sites.push({ site: callOf({ ...found, model }, template.id, id, tier) });
    else {
      prompts.push({ name, place, format: template.id, tier, sent, ...measure(prompt, given.meter.count), usedBy: [] });
    }
  }
  const told = toldOf(sites, file, given.project);
  return { file, calls: told.map(({ site }) => priced(site, given)), prompts, ignored: sites.length - told.length };
}

const callOf = (
  { name, place, anchor, prompt, model, maxOutput, repeats }: TemplateSite & { model: ModelChoice },
  sdk: string,
  id: string,
  tier: Tier,
): CallSite => ({
  id,
  place,
  anchor,
  sdk,
  operation: name,
  kind: 'chat',
  tier,
  model,
  prompt,
  maxOutput,
  service: { known: true, value: 'standard' },
  repeats,
  through: [],
  decidedBy: null,
});
