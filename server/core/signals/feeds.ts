import { grouped } from '../groups.ts';
import { HOUR_MS } from '../time.ts';
import { type Cell, emptyCell, type Sum } from './cells.ts';
import type { Window } from './model.ts';
import { CACHE_UNTOLD } from './price.ts';
import { cellOf, type RollupState, type Series, windowOf } from './rollup.ts';

/**
 * Spans and metrics of one program tell the same requests twice, and so do two metrics. For each model of each service the feed counts
 * that saw more requests, spans where both saw as many, for they say more. What metrics don't tell, spans tell as far as they go.
 */
export interface Choice {
  series: Series;
  /** What of a cell counts. */
  take: (cell: Cell) => Cell;
  /** What it is called where a reading says how it came about. */
  how: string;
  /** Reasons that do not hold here, for another feed tells what is missing. */
  isSettled: (reason: string) => boolean;
}

/** Judged by an hour at least: metrics come once a minute, so that a short window holds more or less than its own. */
export function chooseFeeds(state: RollupState, { from, to }: Window, now: number): Choice[] {
  const { cells } = windowOf({ from: Math.min(from, to - HOUR_MS), to }, now);
  const seen = [...state.series.values()].flatMap(series => {
    const cell = cellOf(series, cells);
    return cell ? [{ series, cell }] : [];
  });
  return [...groupsOf(seen)].flatMap(group => choicesOf(group));
}

interface Seen {
  series: Series;
  cell: Cell;
}

/** By counter, service and model. One instrument tells the model that was asked for, another the one that answered: either will do. */
function groupsOf(seen: readonly Seen[]): Iterable<Seen[]> {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    parents.set(key, root);
    return root;
  };
  const keysOf = ({ series: { labels } }: Seen): string[] => {
    const models = [labels.requestModel, labels.responseModel].filter(model => model !== null);
    return (models.length > 0 ? models : ['']).map(model => `${labels.counter}\n${labels.service}\n${model}`);
  };
  for (const one of seen) {
    const [first = '', ...others] = keysOf(one);
    for (const other of others) parents.set(rootOf(other), rootOf(first));
  }
  return grouped(seen, one => rootOf(keysOf(one)[0] ?? '')).values();
}

/** Metrics and spans of the same requests differ by what has not come yet. */
const MARGIN = 1.05;

function choicesOf(group: readonly Seen[]): Choice[] {
  const spans = group.filter(({ series }) => series.labels.feed === 'spans');
  const metrics = feedsOf(group.filter(({ series }) => series.labels.feed !== 'spans'));
  const bySpans = total(spans, 'requests');
  const byMetrics = Math.max(0, ...metrics.map(feed => total(feed.seen, requestsOf(feed.quantity))));
  if (byMetrics <= bySpans * MARGIN) return spans.map(({ series }) => choice(series, cell => cell, howOfSpans(series)));
  return [...choicesOfMetrics(metrics), ...restOfSpans(spans, metrics)];
}

interface Feed {
  name: string;
  /** The metric's name without what it tells. */
  quantity: string;
  seen: Seen[];
}

function feedsOf(seen: readonly Seen[]): Feed[] {
  const feeds = new Map<string, Feed>();
  for (const one of seen) {
    const [name = '', quantity = ''] = one.series.labels.feed.split(' ');
    const key = one.series.labels.feed;
    const feed = feeds.get(key) ?? { name, quantity, seen: [] };
    feed.seen.push(one);
    feeds.set(key, feed);
  }
  return [...feeds.values()];
}

const total = (seen: readonly Seen[], sum: Sum): number => seen.reduce((all, { cell }) => all + cell.sums[sum], 0);
/** Of a histogram of lengths each request is one observation. */
const requestsOf = (quantity: string): Sum => (quantity === 'input' ? 'inputTold' : 'requests');
const observed = ({ seen }: Feed): number =>
  seen.reduce(
    (all, { cell }) => all + [...(cell.lengths.coarse?.values() ?? [])].reduce((sum, count) => sum + count, 0),
    0,
  );

const MEASURES: Readonly<Record<string, (feed: Feed) => number>> = {
  'duration-s': feed => total(feed.seen, 'requests'),
  requests: feed => total(feed.seen, 'requests'),
  input: feed => total(feed.seen, 'input'),
  output: feed => total(feed.seen, 'output'),
  cacheRead: feed => total(feed.seen, 'cacheRead'),
  cacheWrite: feed => total(feed.seen, 'cacheWrite'),
  reasoning: feed => total(feed.seen, 'reasoning'),
  usd: feed => total(feed.seen, 'billed'),
  'first-token-s': ({ seen }) => seen.length,
};

/** Of the feeds that tell one thing the one that tells most of it. */
function greatest(
  feeds: readonly Feed[],
  quantities: readonly string[],
  by?: (feed: Feed) => number,
): Feed | undefined {
  const measure = (feed: Feed): number => (by ?? MEASURES[feed.quantity])?.(feed) ?? 0;
  return feeds
    .filter(({ quantity }) => quantities.includes(quantity))
    .toSorted(
      (a, b) =>
        measure(b) - measure(a) || Number(total(b.seen, 'uncounted') > 0) - Number(total(a.seen, 'uncounted') > 0),
    )[0];
}

function choicesOfMetrics(metrics: readonly Feed[]): Choice[] {
  const requests = greatest(metrics, ['duration-s', 'requests']);
  const input = greatest(metrics, ['input']);
  const lengths = greatest(metrics, ['input'], observed);
  const isCacheTold = metrics.some(({ quantity }) => quantity === 'cacheRead');
  const others = ['output', 'cacheRead', 'cacheWrite', 'reasoning', 'usd', 'first-token-s'].flatMap(
    quantity => greatest(metrics, [quantity]) ?? [],
  );
  const of = (feed: Feed | undefined, take: (cell: Cell) => Cell, isSettled?: Choice['isSettled']): Choice[] =>
    feed?.seen.map(({ series }) => choice(series, take, `metric ${feed.name}`, isSettled)) ?? [];
  return [
    ...of(requests, cell => cell),
    ...of(
      input,
      cell => ({
        ...cell,
        lengths: lengths === input ? cell.lengths : emptyCell().lengths,
        sums: {
          ...cell.sums,
          ...(requests === undefined && { requests: cell.sums.inputTold }),
          ...(isCacheTold && { usdLow: cell.sums.usd, usdHigh: cell.sums.usd, cacheReadOf: cell.sums.input }),
        },
      }),
      reason => isCacheTold && reason === CACHE_UNTOLD,
    ),
    ...(lengths === input ? [] : of(lengths, cell => ({ ...emptyCell(), lengths: cell.lengths }))),
    ...others.flatMap(feed => of(feed, cell => cell)),
  ];
}

const OF_INPUT: readonly Sum[] = [
  'input',
  'inputTold',
  'cacheRead',
  'cacheReadTold',
  'cacheReadOf',
  'cacheWrite',
  'cacheWriteTold',
];
const OF_OUTPUT: readonly Sum[] = ['output', 'outputTold', 'reasoning', 'reasoningTold'];
const OF_PRICE: readonly Sum[] = ['usd', 'usdLow', 'usdHigh', 'priced', 'pricedLeast', 'pricedTokens', 'saved'];
const OF_BILL: readonly Sum[] = ['billed', 'billedTold'];
const OF_SPANS: readonly Sum[] = ['attempts', 'attemptsTold', 'attemptsDone', 'moved', 'movedTold'];

function restOfSpans(spans: readonly Seen[], metrics: readonly Feed[]): Choice[] {
  const isTold = (quantity: string): boolean => metrics.some(feed => feed.quantity === quantity);
  const sums: Sum[] = [
    ...OF_SPANS,
    ...(isTold('input') ? [] : OF_INPUT),
    ...(isTold('output') ? [] : OF_OUTPUT),
    ...(isTold('input') || isTold('output') ? [] : OF_PRICE),
    ...(isTold('usd') ? [] : OF_BILL),
  ];
  return spans.map(({ series }) =>
    choice(
      series,
      cell => {
        const taken = emptyCell();
        for (const sum of sums) taken.sums[sum] = cell.sums[sum];
        if (!isTold('input')) taken.lengths = cell.lengths;
        // Only spans tell them.
        taken.answers = cell.answers;
        if (!isTold('first-token-s')) taken.firstTokens = cell.firstTokens;
        return taken;
      },
      `${howOfSpans(series)}, of which metrics saw more`,
    ),
  );
}

const howOfSpans = ({ labels }: Series): string => `spans of ${labels.vocabulary}`;

const choice = (
  series: Series,
  take: (cell: Cell) => Cell,
  how: string,
  isSettled: Choice['isSettled'] = () => false,
): Choice => ({ series, take, how, isSettled });
