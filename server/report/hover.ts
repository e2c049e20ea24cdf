import { catalogue } from '../../pricing/catalogue.ts';
import type { Currency } from '../../pricing/own.ts';
import type {
  AnalyzedCall,
  InputTokens,
  ModelCost,
  PartTokens,
  Place,
  PromptCache,
  PromptDefinition,
  Repetition,
} from '../core/model.ts';
import { ageOf } from './age.ts';
import { originOf, type Step, stepsOf } from './arithmetic.ts';
import { boundSources, cachePrices, cacheWords } from './bounds.ts';
import { formatAmount, formatBound, formatCost, formatRepeats, formatTokens, noteOf, whyUnpriced } from './numbers.ts';
import { cited, code, hoverTable, prose, target } from './markdown.ts';
import { currencyWords, ownWords, statedWords } from './own-words.ts';
import { groupReasons } from './reasons.ts';

/** What a place is called and where it opens: text and target of a Markdown link. */
export type Link = (place: Place) => { name: string; url: string };

export const nameOf = ({ file, range }: Place): string =>
  `${file.slice(file.lastIndexOf('/') + 1)}:${range.start.line + 1}`;

/** The breakdown of a call, for an editor's hover. `others`: the same call on other models, cheapest first. */
export function hoverMarkdown(call: AnalyzedCall, others: readonly ModelCost[], link: Link): string {
  const sections = [
    headline(call),
    parts(call.cost.input, link),
    ...models(call),
    [...ownWords(call.cost), ...currencyWords(call.cost.currency)].map(line => `- ${prose(line)}`).join('\n'),
    reasons(call.cost),
    otherModels(others, call.cost.currency),
  ];
  return sections.filter(section => section !== '').join('\n\n');
}

/** The breakdown of a prompt that stands by itself: tokens, and no price without a model. */
export function promptMarkdown({ tokens, sent, format }: PromptDefinition, link: Link): string {
  const headlines = [
    `**${formatTokens(tokens)}**`,
    ...(sent === null ? [] : [`sent ${prose(sent)}`]),
    `prompt (${format})`,
  ];
  const sections = [headlines.join(' · '), parts(tokens, link), reasons(tokens)];
  return sections.filter(section => section !== '').join('\n\n');
}

function headline(call: AnalyzedCall): string {
  const { input, output, perCall, currency } = call.cost;
  const repeats = formatRepeats(call.repeats);
  const over = call.repeats.flatMap(repeat => (repeat.kind === 'each' ? [code(repeat.over)] : [])).join(', ');
  return [
    `**${perCall ? `${formatCost(perCall, currency)} /call` : whyUnpriced(call)}${repeats}**`,
    ...(perCall && perCall.output.high !== 0n ? [`total ${formatAmount(perCall.total, currency)}`] : []),
    `${formatTokens(input)} in, ${formatBound(output)} out`,
    ...(over ? [`once for each of ${over}`] : []),
    ...call.repeats.flatMap(turns),
    ...call.repeats.flatMap(attempts),
    ...(call.through.length > 0 ? [`through ${call.through.map(via => code(via.name)).join(' › ')}`] : []),
  ].join(' · ');
}

/** What is shown is what the first turn sends: each later one sends it again with what came since. */
function turns({ kind, count }: Repetition): string[] {
  if (kind !== 'turns') return [];
  return [
    count.known ? `in up to ${count.value} turns, each longer than the last` : 'in turns, each longer than the last',
  ];
}

function attempts({ kind, over, count }: Repetition): string[] {
  if (kind !== 'attempts') return [];
  return [
    `made again where it fails: ${count.known ? `up to ${count.value} times in all` : prose(count.why)} (${code(over)})`,
  ];
}

function parts(input: InputTokens, link: Link): string {
  if (input.parts.length === 0) return '';
  const rows = input.parts.map(part => [
    partLabel(part),
    part.role === 'framing' ? '' : part.role,
    formatTokens(part.tokens),
    part.place ? linkTo(part.place, link) : '',
  ]);
  const counter =
    input.tokenizer === null
      ? ''
      : `\n\nCounted with ${code(input.tokenizer)}${input.error ? `: ${prose(input.error)}` : ''}.`;
  return hoverTable(['Part', 'Role', 'Tokens', 'Place'], rows) + counter;
}

/** What stands in the source is code; what the provider adds is described. */
const partLabel = ({ label, place }: PartTokens): string => (place ? code(label) : label);

function linkTo(place: Place, link: Link): string {
  const { name, url } = link(place);
  return `[${prose(name)}](<${target(url)}>)`;
}

/** Each model with its price, and how its cost comes about. */
function models({ cost: { models: all, usage } }: AnalyzedCall): string[] {
  return all.flatMap(row => {
    const { price, cost, lines, expected, terms, cache, model } = row;
    const note = noteOf(row);
    const head = note === '' ? code(model.id) : `${code(model.id)} (${prose(note)})`;
    if (!price.known || !cost) return [`${head}: no price`];
    const told = [
      ...originOf(price.value),
      ...(terms === null ? [] : [terms]),
      ...boundSources(row),
      ...ageOf(catalogue(), price.value.on),
    ];
    return [
      `${head}: ${told.map(cited).join(' · ')}`,
      arithmetic(stepsOf({ lines, cost }, row)),
      ...(expected && usage ? [`With ${prose(statedWords(usage))}`, arithmetic(stepsOf(expected))] : []),
      ...(cache ? [caching(cache)] : []),
    ];
  });
}

const arithmetic = (steps: readonly Step[]): string =>
  hoverTable(
    ['', 'Tokens', 'Rate per million tokens', 'Cost'],
    steps.map(({ label, tokens, rate, amount }) => [label, tokens, rate, amount]),
  );

function caching(cache: PromptCache): string {
  const prices = cachePrices(cache);
  const words = prose(cacheWords(cache));
  return prices.length === 0 ? words : `${words}\n\n${hoverTable(['', 'Per call'], prices)}`;
}

function reasons({ why }: { why: readonly string[] }): string {
  return why.length === 0
    ? ''
    : `Not certain, because\n\n${groupReasons(why)
        .map(reason => `- ${prose(reason)}`)
        .join('\n')}`;
}

function otherModels(others: readonly ModelCost[], currency: Currency | null): string {
  const rows = others.map(({ model, tokens, cost }) => [
    code(model.id),
    formatTokens(tokens),
    cost ? formatCost(cost, currency) : 'no price',
  ]);
  return rows.length === 0 ? '' : `The same call on\n\n${hoverTable(['Model', 'Input', 'Per call'], rows)}`;
}
