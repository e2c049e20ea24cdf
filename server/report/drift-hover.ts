import type { Drift, DriftSeries, Point } from '../core/history/drift.ts';
import type { Step } from '../core/history/series.ts';
import { type Moved, changeOf, headline } from './drift-words.ts';
import { sparkline } from './drift.ts';
import { code, hoverTable, prose } from './markdown.ts';
import { groupDigits } from './numbers.ts';

/** What was read of the history of all that a call sends. */
export type DriftHistory = Pick<Drift, 'series' | 'points' | 'limit'>;

/** Text and target of a link that shows two versions of a file; undefined where nothing shows them. */
export type StepLink = (step: Step) => string | undefined;

/** The drift of a call or prompt for an editor's hover. `history`: null while it is read. */
export function driftMarkdown(moved: Moved, history: DriftHistory | null, link: StepLink): string {
  const head = `**Drift** · ${prose(headline(moved))}`;
  if (!history) return `${head} · reading its history …`;
  const sections = history.series.map(one => seriesMarkdown(one, history.points, link));
  return [head, ...sections, ...(history.limit === null ? [] : [prose(history.limit)])].join('\n\n');
}

const MAX_STEPS = 5;

function seriesMarkdown({ symbol, steps, earlier }: DriftSeries, points: readonly Point[], link: StepLink): string {
  const sizes = steps.map(({ tokens }) => tokens);
  const name = symbol === '(file)' ? (steps.at(-1)?.path.replace(/^.*\//, '') ?? '') : symbol;
  const then = points.flatMap(({ name: point, label }) => {
    const size = earlier[point];
    return size === undefined ? [] : [[label, size === null ? 'not there' : groupDigits(size)] as const];
  });
  const rows = steps
    .map((step, i) => stepRow(step, sizes[i - 1], link))
    .toReversed()
    .slice(0, MAX_STEPS);
  return [
    `${code(name)} ${sparkline(sizes)} ${groupDigits(sizes.at(-1) ?? 0)} o200k\\_base tokens`,
    ...(then.length === 0
      ? []
      : [
          hoverTable(
            then.map(([label]) => prose(label)),
            [then.map(([, size]) => size)],
          ),
        ]),
    hoverTable(['Commit', 'Date', 'Author', 'Tokens', ''], rows),
    ...(steps.length > MAX_STEPS ? [`${steps.length - MAX_STEPS} more before`] : []),
  ].join('\n\n');
}

function stepRow(step: Step, before: number | undefined, link: StepLink): string[] {
  const { commit, date, author, subject } = step;
  const name = commit === null ? 'not committed' : commit.slice(0, 8);
  const url = link(step);
  return [
    url === undefined ? prose(name) : `[${prose(name)}](<${url}>)`,
    date.slice(0, 10),
    prose(author),
    changeOf(step, before),
    prose(subject === 'not committed' ? '' : subject),
  ];
}
