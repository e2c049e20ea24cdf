import type { KnownModel, Sourced } from '../../pricing/known.ts';
import { overLength } from '../../pricing/rates.ts';
import { ageOf } from './age.ts';
import { writeMoney } from './arithmetic.ts';
import { cited, code, hoverTable, prose } from './markdown.ts';
import { groupDigits } from './numbers.ts';

/** A model in an editor: what it costs, its limits, and how long there will be it. */

/** All that a reader of one line of code may want to know, for a hover. `isOwn`: the user pays otherwise. */
export function modelMarkdown(known: KnownModel, isOwn = false): string {
  const { model, provider, units, notes, services, on, since, source, asOf } = known;
  const rows = units.flatMap(({ unit, rate, tiers }) => [
    [unit.label, writeMoney(rate), `per ${unit.per}`],
    ...tiers.map(tier => ['', writeMoney(tier.rate), overLength(tier.above)]),
  ]);
  const sections = [
    `**${code(model)}** at ${prose(provider)}`,
    retirementWords(known),
    isOwn ? 'Calls of it are priced as your configuration says; this is the list price.' : '',
    rows.length === 0 ? 'No price in the catalogue.' : hoverTable(['', 'Price', ''], rows),
    [limitWords('context window', known.context), limitWords('longest output', known.output)].join(' · '),
    services.map(({ told }) => cited(told)).join(' · '),
    notes.map(note => `- ${prose(note)}`).join('\n'),
    [
      `price of ${on}${since === null ? '' : `, in force since ${since}`}`,
      `${source}, published ${asOf}`,
      ...ageOf({ asOf }, on),
    ]
      .map(prose)
      .join(' · '),
  ];
  return sections.filter(section => section !== '').join('\n\n');
}

/** `$0.40 in · $1.60 out · 1.05M context`: beside a name in a list, per million tokens. */
export function modelLine({ price, context }: KnownModel): string {
  if (price === null) return 'no price per token';
  return [
    `${writeMoney(price.inputPerMtok)} in`,
    ...(price.outputPerMtok === null ? [] : [`${writeMoney(price.outputPerMtok)} out`]),
    ...(context === null ? [] : [`${shorten(context.value)} context`]),
  ].join(' · ');
}

/** Whether nobody should begin with it any more: gone by this day, or said to be going. */
export const isRetired = ({ retirement, isDeprecated, on }: KnownModel): boolean =>
  isDeprecated || (retirement !== null && !retirement.isEarliest && retirement.value <= on);

/** `1.05M`, `200k`. */
export const shorten = (count: number): string =>
  count >= 1e6 ? `${Number((count / 1e6).toFixed(2))}M` : `${Number((count / 1e3).toFixed(1))}k`;

const limitWords = (label: string, fact: Sourced<number> | null): string =>
  `${label}: ${fact === null ? 'not known' : `${groupDigits(fact.value)} tokens`}`;

function retirementWords({ retirement, isDeprecated, on }: KnownModel): string {
  if (retirement === null) return isDeprecated ? 'Deprecated, says the catalogue; the day is not known.' : '';
  const { value, isEarliest, replacement, source, asOf } = retirement;
  const verb = isEarliest ? 'retires not before' : value <= on ? 'retired on' : 'retires on';
  return cited(`${verb} ${value}${replacement === null ? '' : `, then ${replacement}`}: ${source} (${asOf})`);
}
