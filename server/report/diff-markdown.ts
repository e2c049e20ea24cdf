import { isComparableSite, type CostDiff, type PromptDiff, type SiteDiff } from '../core/history/diff.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import type { Place, Tokens } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { assumptions, dismissal, judged, monthly, unpriced } from './diff-markdown-notes.ts';
import { alikeWords, groupSites, type SiteGroup } from './diff-groups.ts';
import { headline } from './diff-headline.ts';
import { type CauseWords, isSilent, ofProduction, settingWords, tokensBetween, UNTIED } from './diff-words.ts';
import { table } from './markdown.ts';
import { formatRepeats, formatTokens } from './numbers.ts';
import { quoted, unbroken } from './quoting.ts';

export interface DiffMarkdownOptions {
  /** Tests, examples and vendored code too. */
  isAll: boolean;
  /** What was compared, as git knows it. */
  compared: { base: string; head: string };
  /** Where a place can be read on the web; `isGone`: in the older revision. */
  linkOf?: (place: Place, isGone: boolean) => string | null;
  verdicts: readonly Verdict[];
  /** Whether the change also says otherwise what is allowed. */
  hasOtherPolicies: boolean;
  /** Most characters of the whole: what goes beyond it is counted instead. */
  most?: number;
}

/** GitHub takes no longer comment. */
export const MOST_OF_A_COMMENT = 65_536;
/** What a tired reader will look at; the others fold away. */
const ROWS_SHOWN = 15;

/** What a change does to the bill, as a comment on it. Ends with a line break. */
export function writeDiffMarkdown(whole: CostDiff, options: DiffMarkdownOptions): string {
  const { isAll, verdicts, hasOtherPolicies, most = MOST_OF_A_COMMENT, linkOf = () => null } = options;
  const diff = isAll ? whole : ofProduction(whole);
  const placed = (place: Place, isGone = false): string => placeWords(place, linkOf(place, isGone));
  const before = [`**${headline(diff)}**`, ...judged(verdicts, hasOtherPolicies, { on: diff.on, placed })];
  if (isSilent(diff)) return `${before.join('\n\n')}\n`;
  const rows = [
    ...groupSites(diff.sites).map(group => siteRow(group, placed)),
    ...diff.prompts.map(one => promptRow(one, placed)),
    ...diff.settings.map(one => settingRow(one, placed)),
  ];
  const after = [
    ...monthly(diff, placed),
    ...unpriced(diff, placed),
    `Prices of ${diff.on}; input is what is certainly sent, output the most that the call allows.`,
    details('Assumptions, and how to dismiss this', [...assumptions(diff, placed), ...dismissal(options.compared)]),
  ];
  return fitted(before, rows, after, most);
}

/** As many rows as go; the first ones in sight. */
function fitted(before: readonly string[], rows: readonly string[][], after: readonly string[], most: number): string {
  for (let count = rows.length; ; count = Math.floor(count * 0.8)) {
    const left = rows.length - count;
    const shown = rows.slice(0, Math.min(count, ROWS_SHOWN));
    const folded = rows.slice(shown.length, count);
    const text = `${unbroken(
      [
        ...before,
        ...(shown.length > 0 ? [table(HEADER, shown)] : []),
        ...(folded.length > 0 ? [details(`${folded.length} more`, [table(HEADER, folded)])] : []),
        ...(left > 0
          ? [`${left} more left out here, for their length: \`prompt-cost diff --json\` has them all.`]
          : []),
        ...(count > 0 || rows.length === 0 ? after : after.slice(0, 1)),
      ].join('\n\n'),
    )}\n`;
    if (text.length <= most || count === 0) return text.length <= most ? text : `${before[0]?.slice(0, most - 1)}\n`;
  }
}

const HEADER = ['Call', 'Model', 'Input', 'Cost per call', 'Why'];

const placeWords = ({ file, range }: Place, link: string | null): string => {
  const words = quoted(`${file}:${range.start.line + 1}`);
  return link === null ? words : `[${words}](<${link}>)`;
};

const details = (summary: string, paragraphs: readonly string[]): string =>
  `<details><summary>${summary}</summary>\n\n${paragraphs.join('\n\n')}\n\n</details>`;

type Placed = (place: Place, isGone?: boolean) => string;

function siteRow({ site, words, others }: SiteGroup, placed: Placed): string[] {
  const isGone = site.kind === 'removed';
  const alike = alikeWords(others, place => placed(place, isGone));
  const isPriced = [site.before, site.after].some(call => call !== null && call.cost.perCall !== null);
  const repeats = isPriced ? formatRepeats((site.after ?? site.before).repeats) : '';
  return [
    [placed(words.place, isGone), quoted(words.name), ...(alike === '' ? [] : [alike])].join('<br>'),
    quoted(words.model, MOST_OF_MODELS),
    inputBetween(site) || words.input,
    words.perCall.join('<br>') + repeats,
    site.kind === 'changed' ? words.causes.map(cause => causeCell(cause, words.place, placed)).join('<br>') : site.kind,
  ];
}

function inputBetween(site: SiteDiff): string {
  const { before, after } = site;
  const [from, to] = [before, after].map(call => call && formatTokens(call.cost.input));
  return before && after && from !== to
    ? tokensBetween(before.cost.input, after.cost.input, isComparableSite(site))
    : '';
}

/** Where many models may answer, their names would be the widest column. */
const MOST_OF_MODELS = 80;

/** Causes that are told in numbers of ours; the others name what the source does. */
const COUNTED: ReadonlySet<CauseWords['cause']> = new Set([
  'prompt',
  'tools',
  'output limit',
  'thinking',
  'repeats',
  'caching',
]);

function causeCell({ cause, what, recount, cost, places }: CauseWords, site: Place, placed: Placed): string {
  const named =
    cause === 'model' ? recount && `; ${recount}` : ` ${COUNTED.has(cause) ? differenceIn(what) : quoted(what)}`;
  const elsewhere = places.filter(({ file }) => file !== site.file).slice(0, 2);
  const where = elsewhere.length === 0 ? '' : ` in ${elsewhere.map(one => placed(one)).join(', ')}`;
  return `${cause}${named}${where}${cost === '' ? '' : ` · ${cost}`}`;
}

/** `656 → 1,296 tok (+640)`: both ends stand in their column, but for those of a text that may be sent or not. */
const differenceIn = (what: string): string => what.replace(/^[^:]* tok \((.+)\)$/, '$1 tok');

const promptRow = ({ kind, name, place, before, after, isComparable }: PromptDiff, placed: Placed): string[] => [
  `${placed(place, kind === 'removed')}<br>${quoted(name)}`,
  '–',
  before && after ? tokensBetween(before, after, isComparable) : formatTokens(after ?? before ?? NO_TOKENS),
  'no call in sight sends it',
  `prompt ${kind}`,
];

const NO_TOKENS: Tokens = { min: 0, likely: null, max: 0, exactness: 'exact', why: [] };

function settingRow(setting: SettingDiff, placed: Placed): string[] {
  const { what, prices } = settingWords(setting);
  const isModel = setting.what === 'model';
  return [
    `${placed(setting.place)}<br>${quoted(setting.name)}`,
    isModel ? quoted(what) : '–',
    '–',
    prices || '–',
    `${isModel ? 'model' : `output limit ${what}`} of a setting: ${UNTIED}`,
  ];
}
