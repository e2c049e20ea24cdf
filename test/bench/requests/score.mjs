// Counts recorded requests from their bodies, against what was billed.
//   node --import tsx test/bench/requests/score.mjs FOLDER [--families] [--misses N]
import { parseArgs } from 'node:util';
import { countRecord, quantile, readRecords } from './records.mjs';

/** Fewer say nothing. */
const LEAST = 3;

/** Rows of text: provider and shape, and how near the counts come. */
export function scoreRequests(folder, groupOf = ({ host }) => host) {
  const counted = readRecords(folder).map(record => ({ record, tokens: countRecord(record) }));
  const groups = Map.groupBy ? Map.groupBy(counted, one => keyOf(one, groupOf)) : grouped(counted, groupOf);
  return [...groups]
    .filter(([, rows]) => rows.length >= LEAST)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([key, rows]) => [key, ...figures(rows)]);
}

const keyOf = ({ record }, groupOf) => `${groupOf(record)}, ${record.kind === 'chat' ? record.shape : record.kind}`;

function grouped(rows, groupOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row, groupOf), [...(groups.get(keyOf(row, groupOf)) ?? []), row]);
  return groups;
}

export const HEADER = ['requests', 'n', 'counted', 'exact', '±2 tokens', '±3 %', 'MdAPE', 'p95', 'interval holds it'];

function figures(rows) {
  const known = rows.filter(({ tokens }) => tokens.likely !== null);
  const off = ({ record, tokens }) => Math.abs(tokens.likely - record.billed);
  const errors = known.map(row => off(row) / row.record.billed);
  const share = (of, among) => (among.length === 0 ? '–' : `${((100 * of.length) / among.length).toFixed(1)} %`);
  const bounded = known.filter(({ tokens }) => tokens.billed);
  return [
    String(rows.length),
    share(known, rows),
    share(
      known.filter(row => off(row) === 0),
      known,
    ),
    share(
      known.filter(row => off(row) <= 2),
      known,
    ),
    share(
      known.filter(row => off(row) <= 0.03 * row.record.billed),
      known,
    ),
    known.length === 0 ? '–' : `${(100 * quantile(errors, 0.5)).toFixed(1)} %`,
    known.length === 0 ? '–' : `${(100 * quantile(errors, 0.95)).toFixed(1)} %`,
    share(
      bounded.filter(({ record, tokens }) => record.billed >= tokens.billed.min && record.billed <= tokens.billed.max),
      bounded,
    ),
  ];
}

if (process.argv[1]?.endsWith('score.mjs')) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { families: { type: 'boolean' }, misses: { type: 'string' }, of: { type: 'string' } },
  });
  const [folder] = positionals;
  for (const row of [HEADER, ...scoreRequests(folder, values.families ? ({ family }) => family.name : undefined)])
    console.log(row.map((cell, at) => (at === 0 ? cell.padEnd(34) : cell.padStart(9))).join(' '));
  if (values.misses) {
    const rows = readRecords(folder)
      .filter(
        record => !values.of || `${values.families ? record.family.name : record.host}, ${record.shape}` === values.of,
      )
      .map(record => ({ record, likely: countRecord(record).likely }))
      .filter(({ likely }) => likely !== null)
      .toSorted(
        (a, b) =>
          Math.abs(b.likely - b.record.billed) / b.record.billed -
          Math.abs(a.likely - a.record.billed) / a.record.billed,
      );
    for (const { record, likely } of rows.slice(0, Number(values.misses)))
      console.log(
        record.id,
        record.host,
        record.model,
        record.shape,
        `billed ${record.billed}`,
        `counted ${likely}`,
        record.repositories?.[0],
      );
  }
}
