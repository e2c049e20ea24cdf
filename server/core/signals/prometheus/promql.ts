import type { Matcher, Pair, PrometheusQuery, Selector } from '../vocabularies/vocabulary.ts';
import { type Spell, selectorsOf } from './present.ts';

/** What a query is asked over. */
export interface Scope {
  spell: Spell;
  windowS: number;
  /** The user's own matchers: `namespace="prod"`; empty: all. */
  matchers: string;
  /** What is counted in all of the window is wanted, a day or a month of it: there may be less of it than that. */
  inAll?: true;
  /** Labels by which two servers that watch the same are told apart: of those, the greatest counts, not the sum. */
  replicas: readonly string[];
}

/** A query in PromQL: of all, and by the labels that readings are told apart by. */
export interface Expression {
  /** Of shares: each of them. */
  total: string;
  each: string | null;
  /** The greatest of `each`. */
  by: string | null;
  /** Labels of an answer by their meaning. */
  labels: Readonly<Record<string, string>>;
  /** Of a quantile: the buckets that it is read from. */
  buckets: string | null;
}

/** Of more than that many, the greatest are asked for: a server with 10,000 models is asked no less quickly. */
export const MOST_SERIES = 50;

/** The query as a server with these names understands it. What it asks for must be there (`isAnswerable`). */
export function expressionOf(query: PrometheusQuery, by: Readonly<Record<string, string>>, scope: Scope): Expression {
  const isDotted = selectorsOf(query).some(({ name }) => scope.spell(name).some(spelled => spelled.includes('.')));
  const spellLabel = (label: string): string => (isDotted ? label : label.replaceAll('.', '_'));
  const labels = Object.fromEntries(Object.entries(query.by ?? by).map(([key, label]) => [key, spellLabel(label)]));
  const list = Object.values(labels).map(quoteLabel).join(', ');
  const { total, each, greatest, buckets = null } = write(query, writer(scope, spellLabel), list);
  if (list === '') return { total, each: null, by: null, labels, buckets };
  if (query.kind === 'share') return { total, each, by: null, labels, buckets };
  const most =
    greatest === undefined ? `topk(${MOST_SERIES}, ${each})` : `(${each}) and topk(${MOST_SERIES}, ${greatest})`;
  return { total, each, by: most, labels, buckets };
}

interface Written {
  total: string;
  each: string;
  /** What says which of them are the greatest, if not they themselves. */
  greatest?: string;
  buckets?: string;
}

/** `list`: labels that `each` is told apart by. */
function write(query: PrometheusQuery, to: Writer, list: string): Written {
  switch (query.kind) {
    case 'rate': {
      const rates = to.perSecond(query.of);
      return { total: `sum(${rates})`, each: `sum by (${list}) (${rates})` };
    }
    case 'share': {
      const rates = to.perSecond(query.of);
      const each = `sum by (${list}) (${rates}) / on () group_left () sum(${rates})`;
      return { total: `topk(${MOST_SERIES}, ${each})`, each };
    }
    case 'ratio':
      return writeRatio(query, to, list);
    case 'quantile':
      return writeQuantile(query, to, list);
    case 'gauge': {
      const gauges = to.gauges(query.of, query.named);
      return { total: `${query.fold}(${gauges})`, each: `${query.fold} by (${list}) (${gauges})` };
    }
    case 'count': {
      const now = to.now(query.of, query.named);
      const different = `count by (${query.each}${list === '' ? '' : `, ${list}`}) (${now})`;
      return { total: `count(count by (${query.each}) (${now}))`, each: `count by (${list}) (${different})` };
    }
    case 'product': {
      const average = (gauge: Selector): string => `avg by (${query.on}) (${to.gauges([gauge])})`;
      const product = `${average(query.of)} * on (${query.on}) ${average(query.times)}`;
      return { total: `sum(${product})`, each: `sum by (${list}) (${product})` };
    }
  }
}

type Of<K extends PrometheusQuery['kind']> = Extract<PrometheusQuery, { kind: K }>;

function writeRatio({ pairs, of, complement }: Of<'ratio'>, to: Writer, list: string): Written {
  const there = pairs.filter(({ part, whole }) => part.some(to.has) && whole.some(to.has));
  const read = (sum: readonly Selector[]): string =>
    of === 'gauges' ? to.added(sum, to.now) : to.added(sum, to.perSecond);
  const wholeOf = ({ part, whole, together }: Pair): string =>
    together && there.length > 1 ? `((${read(whole)}) and (${read(part)}))` : read(whole);
  const part = there.map(pair => read(pair.part)).join(' or ');
  const whole = there.map(wholeOf).join(' or ');
  const ratio = (aggregate: string): string =>
    `${complement ? '1 - ' : ''}${aggregate} (${part}) / ${aggregate} (${whole})`;
  return { total: ratio('sum'), each: ratio(`sum by (${list})`), greatest: `sum by (${list}) (${whole})` };
}

function writeQuantile({ quantile, of, plus }: Of<'quantile'>, to: Writer, list: string): Written {
  const scale = of.find(to.has)?.scale;
  const at = (rates: string, labels: string): string =>
    times(`histogram_quantile(${quantile}, sum by (${labels}) (${rates}))`, scale);
  const all = (labels: string): string =>
    [of, ...(plus ? [plus] : [])].map(each => at(to.buckets(each), labels)).join(' + ');
  const written = { total: all('le'), each: all(`le, ${list}`) };
  return plus ? written : { ...written, buckets: `sum by (le) (${to.buckets(of)})` };
}

type Named = { name: string; on: string; take: string };

/** Writes selectors: the spellings that are there, the preferred first. */
interface Writer {
  has(selector: Selector): boolean;
  perSecond(of: readonly Selector[]): string;
  buckets(of: readonly Selector[]): string;
  gauges(of: readonly Selector[], named?: Named): string;
  now(of: readonly Selector[], named?: Named): string;
  /** The sum of several, of which one may have nothing to tell. */
  added(of: readonly Selector[], read: (of: readonly Selector[]) => string): string;
}

function writer(scope: Scope, spellLabel: (label: string) => string): Writer {
  const { spell, windowS, matchers, replicas, inAll } = scope;
  const window = durationOf(windowS);
  const has = ({ name }: Selector): boolean => spell(name).length > 0;
  const where = (conditions: readonly Matcher[]): string[] => [
    ...conditions.map(
      ([label, operator, value]) => `${quoteLabel(spellLabel(label))}${operator}${JSON.stringify(value)}`,
    ),
    ...(matchers === '' ? [] : [matchers]),
  ];
  const select = (name: string, conditions: readonly Matcher[] = []): string => {
    const list = where(conditions);
    if (!isPlain(name)) return `{${[JSON.stringify(name), ...list].join(', ')}}`;
    return list.length === 0 ? name : `${name}{${list.join(', ')}}`;
  };
  const once = (series: string): string =>
    replicas.length === 0 ? series : `max without (${replicas.join(', ')}) (${series})`;
  const each = (of: readonly Selector[], read: (selected: string, name: string) => string): string =>
    of
      .flatMap(({ name, where: conditions, scale }) =>
        spell(name).map(spelled => times(once(read(select(spelled, conditions), spelled)), scale)),
      )
      .join(' or ');
  const join = (series: string, named?: Named): string => {
    const info = named && spell(named.name)[0];
    if (!named || info === undefined) return series;
    const names = `max by (${named.on}, ${named.take}) (${select(info)})`;
    return `(${series}) * on (${named.on}) group_left (${named.take}) ${names}`;
  };
  const rate = (series: string, name: string): string => {
    const created = name.endsWith('_total') ? spell(name.replace(/_total$/, '_created'))[0] : undefined;
    // Of what is there for an hour only VictoriaMetrics takes the rate of that hour, Prometheus that of the window.
    if (created === undefined)
      return inAll ? `increase(${series}[${window}]) / ${windowS}` : `rate(${series}[${window}])`;
    return rateWithBirths(series, series.replace(name, created), windowS);
  };
  const gauges: Writer['gauges'] = (of, named) =>
    join(
      each(of, series => `avg_over_time(${series}[${window}])`),
      named,
    );
  const now: Writer['now'] = (of, named) =>
    join(
      each(of, series => series),
      named,
    );
  const perSecond: Writer['perSecond'] = of => each(of, rate);
  const buckets: Writer['buckets'] = of =>
    each(
      of.map(selector => ({ ...selector, scale: 1 })), // a bucket's edge has a unit, its count has none
      series => `rate(${series}[${window}])`,
    );
  return { has, perSecond, buckets, gauges, now, added: (of, read) => addUp(of.filter(has), read) };
}

/**
 * What was counted in the window of series that may have begun in it: `increase` never sees what a series began with, but `_created`
 * tells that it began here. A series that was there before the window has started anew, which `increase` does see.
 */
function rateWithBirths(series: string, created: string, windowS: number): string {
  const duration = durationOf(windowS);
  const w = `[${duration}]`;
  const born = `(last_over_time(${created}${w}) > time() - ${windowS} unless ${series} offset ${duration})`;
  return `((increase(${series}${w}) unless ${born}) or (last_over_time(${series}${w}) and ${born})) / ${windowS}`;
}

/** `a or b` leaves out what both have; a label tells them apart first, and none of both is missing from the sum. */
function addUp(of: readonly Selector[], read: (of: readonly Selector[]) => string): string {
  if (of.length < 2) return read(of);
  return of.map((selector, index) => `label_replace(${read([selector])}, "addend", "${index}", "", "")`).join(' or ');
}

function times(series: string, scale = 1): string {
  if (scale === 1) return series;
  return scale < 1 ? `(${series}) / ${Math.round(1 / scale)}` : `(${series}) * ${scale}`;
}

/** `5m`, `90s`. */
export function durationOf(s: number): string {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
  ] as const;
  const [size, unit] = units.find(([seconds]) => s % seconds === 0) ?? [1, 's'];
  return `${s / size}${unit}`;
}

/** Of Prometheus' older alphabet: only servers that have other names understand these in quotes. */
const isPlain = (name: string): boolean => /^[a-zA-Z_:][\w:]*$/.test(name);
/** A label as a query takes it. */
export const quoteLabel = (label: string): string => (/^[a-zA-Z_]\w*$/.test(label) ? label : JSON.stringify(label));
