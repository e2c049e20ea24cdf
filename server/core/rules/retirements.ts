import { retirementOf } from '../../../pricing/facts/index.ts';
import { languageOf } from '../languages/index.ts';
import type { AnalyzedCall, Fix, ModelCost, Place } from '../model.ts';
import type { Context, Found } from './rule.ts';
import { costed, savingOf } from './savings.ts';

type Retirement = NonNullable<ReturnType<typeof retirementOf>>;

/** Models of a call that their provider stops answering for, by their retirement. */
export function retirementsOf(
  call: AnalyzedCall,
  isTold: (retirement: Retirement) => boolean,
): { retirement: Retirement; asked: ModelCost }[] {
  if (call.through.length > 0) return [];
  return call.cost.models.flatMap(asked => {
    const { price, model } = asked;
    const provider = price.known ? price.value.provider : model.provider;
    if (provider === null || UNSURE.has(model.origin)) return [];
    const retirement = retirementOf({ model: price.known ? price.value.model : model.id, provider }, model.id);
    return retirement && isTold(retirement) ? [{ retirement, asked }] : [];
  });
}

/** What the code allows, but may never say. */
const UNSURE: ReadonlySet<string> = new Set(['type', 'environment-example', 'mapping']);

export function foundOf(
  call: AnalyzedCall,
  { retirement, asked }: { retirement: Retirement; asked: ModelCost },
  told: string,
  context: Context,
): Found {
  const { model } = asked;
  const replacement = lastingReplacement(retirement, asked);
  const place = quotedAt(model.place, model.id, context) ?? model.place;
  const isHere = place.file === call.place.file;
  const isSeen = model.origin === 'literal' || model.origin === 'constant';
  const message = `${model.id}${isSeen ? '' : `, the ${model.note},`} ${told}${replacement === null ? '' : `; its replacement is ${replacement}`}.`;
  return {
    message,
    ...(isHere ? { place } : {}),
    related: isHere ? [] : [{ place, message: `${model.id} stands here` }],
    isDeprecated: true,
    fix: replacement === null ? null : fixOf(call, asked, replacement, context),
  };
}

/** What a page names may itself have a day of retirement, and a replacement. */
function lastingReplacement({ replacement }: Retirement, { price, model }: ModelCost): string | null {
  const provider = price.known ? price.value.provider : model.provider;
  if (replacement === null || provider === null) return replacement;
  let current = replacement;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = retirementOf({ model: current, provider }, current);
    if (!next || next.isEarliest || next.replacement === null) break;
    current = next.replacement;
  }
  return current;
}

const MAX_STEPS = 5;

function fixOf(call: AnalyzedCall, asked: ModelCost, replacement: string, context: Context): Fix {
  const other = { ...asked.model, id: replacement };
  const [then] = costed({ ...call, model: { ...call.model, candidates: [other] } }, context);
  const saving = savingOf(asked.cost?.total, then?.cost?.total, null);
  const title = `Use ${replacement}`;
  const place = quotedAt(asked.model.place, asked.model.id, context);
  if (place?.file === call.place.file)
    return { kind: 'edit', title, saving, edits: [{ place, text: replacement }], isSafe: false };
  const { file, range } = asked.model.place;
  return { kind: 'disabled', title, saving, why: `the model is named in ${file}, line ${range.start.line + 1}` };
}

/** Where the model's name stands in quotes, or as a bare word of a prompt file, if it does once at its place. */
function quotedAt({ file, range }: Place, id: string, { project }: Context): Place | undefined {
  const line = project.text(file)?.split('\n')[range.start.line];
  if (line === undefined) return undefined;
  const [before, after] = languageOf(file) ? QUOTED : BARE;
  const found = [...line.matchAll(new RegExp(`(?<=${before})${escaped(id)}(?=${after})`, 'g'))];
  const [first, ...others] = found.filter(({ index }) => index + id.length >= range.start.character);
  if (!first || others.length > 0) return undefined;
  const at = (character: number): Place['range']['start'] => ({ line: range.start.line, character });
  return { file, range: { start: at(first.index), end: at(first.index + id.length) } };
}

/** What stands around it; a notebook escapes its quotes. */
const QUOTED = ['["\'`/:]', '\\\\?["\'`]'] as const;
const BARE = ['["\'/:\\s]', '(?:["\'\\s]|$)'] as const;

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
