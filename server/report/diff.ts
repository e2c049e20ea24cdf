import type { CostDiff, PromptDiff } from '../core/history/diff.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import type { Place } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { alikeWords, groupSites, type SiteGroup } from './diff-groups.ts';
import { headline } from './diff-headline.ts';
import { isSilent, notes, ofProduction, settingWords, type SiteWords, tokensBetween, UNTIED } from './diff-words.ts';
import { verdictLines } from './policy-words.ts';
import { COLORED, type Paint, PLAIN, pack, padEnd, printable, widthOf, wrap } from './terminal.ts';

export interface DiffOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  pathOf: (file: string) => string;
  /** `main … the working tree`. */
  compared: string;
  verdicts: readonly Verdict[];
  /** Tests, examples and vendored code too. */
  isAll: boolean;
}

/** What a change does to the bill, for a terminal. Ends with a line break. */
export function writeDiff(whole: CostDiff, { width, color, pathOf, compared, verdicts, isAll }: DiffOptions): string {
  const paint = color ? COLORED : PLAIN;
  const diff = isAll ? whole : ofProduction(whole);
  const placed = ({ file, range }: Place): string => `${printable(pathOf(file))}:${range.start.line + 1}`;
  const aside = whole.sites.length + whole.prompts.length - diff.sites.length - diff.prompts.length;
  const lines = [
    ...pack(headline(diff).split(DOT), width).map(paint.bold),
    ...wrap(printable(compared), width).map(paint.dim),
    ...policyLines(verdicts, diff.on, { width, paint, placed }),
    ...groupSites(diff.sites).flatMap(group => ['', ...siteLines(group, { width, paint, placed })]),
    ...(diff.prompts.length > 0 ? [''] : []),
    ...diff.prompts.flatMap(prompt => promptLines(prompt, { width, paint, placed })),
    ...(diff.settings.length > 0 ? [''] : []),
    ...diff.settings.flatMap(setting => settingLines(setting, { width, paint, placed })),
    '',
    ...[...(isSilent(diff) ? [] : notes(diff)), ...asideWords(aside)].flatMap(note => wrap(note, width)).map(paint.dim),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const asideWords = (count: number): string[] =>
  count === 0 ? [] : [`${count} more in tests, examples and vendored code: --all shows them`];

/** What the policies say, those that fail first. */
function policyLines(verdicts: readonly Verdict[], on: string, { width, paint, placed }: Layout): string[] {
  const lines = verdictLines(verdicts, on).flatMap(({ action, policy, place, what, exempt }) => {
    const why = exempt ? ` (${exempt.note}: ${exempt.reason})` : '';
    const words = `${policy}: ${place ? `${placed(place)}: ` : ''}${what}${why}`;
    const shown = hanging(`${padEnd(action, 6)}  `, printable(words), width);
    return action === 'fail' ? shown.map(paint.warn) : shown;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

interface Layout {
  width: number;
  paint: Paint;
  placed: (place: Place) => string;
}

/** Its place, then a line for each cause, then what a call costs. */
function siteLines({ words: site, others }: SiteGroup, { width, paint, placed }: Layout): string[] {
  const mark = site.kind === 'changed' ? '' : ` (${site.kind})`;
  const rows: [string, string][] = [
    ...site.causes.map(({ cause, what, cost, places }): [string, string] => {
      const elsewhere = places.filter(({ file }) => file !== site.place.file || cause === 'prompt').map(placed);
      return [cause, [what, cost, elsewhere.slice(0, MOST_PLACES).join(', ')].filter(word => word !== '').join(' · ')];
    }),
    ...(site.kind === 'changed'
      ? []
      : ([
          ['model', site.open === '' ? site.model : `${site.model} · ${site.open}`],
          ['input', site.input],
        ] satisfies [string, string][])),
    ['per call', perCall(site)],
  ];
  const label = Math.max(...rows.map(([name]) => widthOf(name)));
  return [
    ...wrap(`${placed(site.place)}${mark}`, width).map(paint.bold),
    ...[site.name, alikeWords(others, placed)]
      .filter(words => words !== '')
      .flatMap(words => hanging('  ', printable(words), width).map(paint.dim)),
    ...rows.flatMap(([name, text]) => hanging(`  ${padEnd(name, label)}  `, printable(text), width)),
  ];
}

/** A sum where it is one. */
const perCall = ({ perCall: parts }: SiteWords): string =>
  parts.join(parts.some(part => part.includes('→')) ? ' · ' : ' + ');

/** A few places tell where to look. */
const MOST_PLACES = 3;

function promptLines(
  { kind, name, place, before, after, isComparable }: PromptDiff,
  { width, paint, placed }: Layout,
): string[] {
  const mark = kind === 'changed' ? '' : ` (${kind})`;
  return [
    ...wrap(`${placed(place)}${mark}`, width).map(paint.bold),
    ...hanging('  prompt  ', `${printable(name)}: ${tokensBetween(before, after, isComparable)}`, width),
  ];
}

function settingLines(setting: SettingDiff, { width, paint, placed }: Layout): string[] {
  const { what, prices } = settingWords(setting);
  const words = [`${setting.name}: ${what}`, prices, UNTIED].filter(word => word !== '').join(' · ');
  return [
    ...wrap(placed(setting.place), width).map(paint.bold),
    ...hanging(`  ${setting.what}  `, printable(words), width),
  ];
}

/** A line ends at a dot, where it can. */
const DOT = ' · ';

function hanging(lead: string, text: string, width: number): string[] {
  const [first = '', ...rest] = pack(text.split(DOT), width - widthOf(lead));
  return [lead + first, ...rest.map(line => ' '.repeat(widthOf(lead)) + line)];
}
