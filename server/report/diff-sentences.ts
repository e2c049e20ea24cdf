import { type CostDiff, placeOf, type SiteDiff } from '../core/history/diff.ts';
import type { Place } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { settingWords, siteWords, tokensBetween, UNTIED } from './diff-words.ts';
import { verdictWords } from './policy-words.ts';
import { visible } from './quoting.ts';

/** A change as plain sentences, for places that show no table: annotations, code scanning. */

export interface Sentence {
  level: 'note' | 'warning' | 'error';
  place: Place;
  /** What is the same one in the next run. */
  id: string;
  title: string;
  text: string;
}

/** One for all that is there after the change; what policies say of a call goes with it. */
export function sentencesOf({ sites, settings, prompts, on }: CostDiff, verdicts: readonly Verdict[]): Sentence[] {
  const ofCalls = sites.flatMap((site): Sentence[] => {
    const call = site.after;
    if (!call) return [];
    const own = verdicts.filter(verdict => verdict.call === call);
    const said = own.map(verdict => policySentence(verdict, on));
    const text = [siteSentence(site), ...said].map(visible).join(' · ');
    return [{ level: levelOf(own), place: placeOf(site), id: call.id, title: TITLE, text }];
  });
  const note = (place: Place, name: string, text: string, own: readonly Verdict[] = []): Sentence => ({
    level: levelOf(own),
    place,
    id: `${place.file}#${name}`,
    title: TITLE,
    text: visible(text),
  });
  return [
    ...ofCalls,
    ...settings.map(setting => {
      const { what, prices } = settingWords(setting);
      const own = verdicts.filter(verdict => verdict.setting === setting);
      const said = own.map(verdict => policySentence(verdict, on));
      const words = [`${setting.what} ${setting.name}: ${what}`, prices, UNTIED, ...said].filter(word => word !== '');
      return note(setting.place, setting.name, words.join(' · '), own);
    }),
    ...prompts
      .filter(({ kind }) => kind !== 'removed')
      .map(({ name, place, before, after, isComparable }) =>
        note(place, name, `prompt ${name}: ${tokensBetween(before, after, isComparable)} · no call in sight sends it`),
      ),
  ];
}

const TITLE = 'LLM cost';

/** What policies say of no call in particular. */
export const sentencesInAll = (
  verdicts: readonly Verdict[],
  on: string,
): { level: Sentence['level']; text: string }[] =>
  verdicts
    .filter(({ call, setting }) => call === null && setting === null)
    .map(verdict => ({ level: levelOf([verdict]), text: visible(policySentence(verdict, on)) }));

function levelOf(verdicts: readonly Verdict[]): Sentence['level'] {
  if (verdicts.some(({ action }) => action === 'fail')) return 'error';
  return verdicts.some(({ action }) => action === 'warn') ? 'warning' : 'note';
}

function policySentence(verdict: Verdict, on: string): string {
  const { policy, what, exempt } = verdictWords(verdict, on);
  return `policy ${policy}: ${what}${exempt ? ` (${exempt.note}: ${exempt.reason})` : ''}`;
}

function siteSentence(site: SiteDiff): string {
  const words = siteWords(site);
  if (site.kind !== 'changed') return `${site.kind}: ${words.model}, ${words.input}, ${words.perCall.join(' + ')}`;
  return words.causes.map(({ cause, what, cost }) => `${cause} ${what}${cost === '' ? '' : ` (${cost})`}`).join(', ');
}
