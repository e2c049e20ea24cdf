import { catalogue } from '../../pricing/catalogue.ts';
import { type Money, toNumber } from '../../pricing/money.ts';
import type { Known, Price } from '../../pricing/price.ts';
import type { Change } from '../core/history/changes.ts';
import type { CostDiff, PromptDiff, SiteDiff } from '../core/history/diff.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { headline } from './diff-headline.ts';
import { ofProduction } from './diff-words.ts';
import { verdictWords } from './policy-words.ts';
import { callJson, placeJson, tokensJson } from './json.ts';

/** A cost diff for programs. Lines and columns count from 1; amounts are US dollars; what is not known is null. */
export function writeDiffJson(
  diff: CostDiff,
  verdicts: readonly Verdict[],
  compared: { base: string; head: string },
): string {
  const { source, asOf } = catalogue();
  const told = {
    version: 1,
    compared,
    headline: headline(ofProduction(diff)),
    sites: diff.sites.map(siteJson),
    prompts: diff.prompts.map(promptJson),
    settings: diff.settings.map(settingJson),
    policies: verdicts.map(verdict => verdictJson(verdict, diff.on)),
    moved: diff.moved,
    calls: diff.calls,
    prices: { on: diff.on, source, asOf },
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

const verdictJson = (verdict: Verdict, on: string): object => ({
  policy: verdict.policy,
  outcome: verdict.outcome,
  action: verdict.action,
  call: verdict.call && { id: verdict.call.id, ...placeJson(verdict.call.place) },
  setting: verdict.setting && { name: verdict.setting.name, ...placeJson(verdict.setting.place) },
  limit: verdict.found.limit,
  message: verdictWords(verdict, on).what,
  why: verdict.found.why,
  exemption: verdict.exemption,
});

const siteJson = (site: SiteDiff): object => ({
  kind: site.kind,
  before: site.before && callJson(site.before),
  after: site.after && callJson(site.after),
  changes: site.kind === 'changed' ? site.changes.map(changeJson) : [],
});

const changeJson = ({ cause, before, after, tokens, input, output, options, places }: Change): object => ({
  cause,
  before,
  after,
  inputTokens: { before: tokensJson(tokens.before), after: tokensJson(tokens.after) },
  inputCost: moneyJson(input),
  outputCostAtMost: moneyJson(output),
  options: options.map(({ before: from, after: to, of, place }) => ({
    of,
    before: from && tokensJson(from),
    after: to && tokensJson(to),
    ...placeJson(place),
  })),
  places: places.map(placeJson),
});

const moneyJson = (amount: Money | null): number | null => (amount === null ? null : toNumber(amount));

const promptJson = ({ kind, name, place, tier, before, after }: PromptDiff): object => ({
  kind,
  name,
  ...placeJson(place),
  tier,
  before: before && tokensJson(before),
  after: after && tokensJson(after),
});

const settingJson = ({ what, name, place, before, after, prices }: SettingDiff): object => ({
  what,
  name,
  ...placeJson(place),
  before,
  after,
  prices: prices && { before: pricesJson(prices.before), after: pricesJson(prices.after) },
});

const pricesJson = (price: Known<Price>): object | null =>
  price.known
    ? { inputPerMtok: moneyJson(price.value.inputPerMtok), outputPerMtok: moneyJson(price.value.outputPerMtok) }
    : null;
