// Fits the families that have no public tokenizer, and measures all: writes server/core/tokens/fitted.ts.
//   node --import tsx test/bench/requests/fit.mjs FOLDER [FILE]
// FOLDER holds `tokenizer.jsonl.gz`; FILE is what `cassettes.mjs` makes of more repositories, its head says how. Errors are of repositories that were left out of the fit; of OpenAI's rules, which are fixed, of every repository.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { featuresOf, predict } from './features.mjs';
import { fitPlain, plainOf } from './plain.mjs';
import { countRecord, quantile, readRecords, sharesRepository } from './records.mjs';
import { dot, fitColumns } from './solve.mjs';

const OUT = fileURLToPath(new URL('../../../server/core/tokens/fitted.ts', import.meta.url));
/** Generations that share a tokenizer and a framing. */
const POOLS = [
  [
    'claude-3-haiku',
    'claude-3-sonnet',
    'claude-3-opus',
    'claude-3.5',
    'claude-3.7',
    'claude-4',
    'claude-4.5',
    'claude-4.6',
  ],
];
const SHAPES = ['plain', 'tools', 'schema', 'history'];
/** Generations with a newer tokenizer and few requests: their texts are those of an older one, times a factor. */
const SUCCESSORS = { 'claude-4.7+': 'claude-4.5' };
/** Gemini since 2.5 bills a token for each message, as its own vocabulary showed on 231 requests. */
const FRAMES = Object.fromEntries(['Gemini 2.5', 'Gemini'].map(name => [name, { system: 1, message: 1 }]));
/** Of models without a request that is text alone: what few hosts were seen to add. */
const TEMPLATES = { Qwen: 10 };
/** Of fewer requests, or texts of fewer lengths, only a constant is fitted. */
const ENOUGH_TOOLS = 10;
const LENGTHS = 5;

const [folder, more] = process.argv.slice(2);
const records = readRecords(folder, more).filter(({ shape }) => shape !== 'images');
for (const record of records) record.features = featuresOf(record);

const names = [
  ...new Set(
    records.filter(({ family }) => !family.isExact && family.name !== 'unknown').map(({ family }) => family.name),
  ),
];
const FITS = {};
const MEASURED = {};
for (const name of names) {
  const own = records.filter(({ family, kind }) => family.name === name && kind === 'chat');
  if (own.length === 0) continue;
  FITS[name] = rounded(fitFamily(name, () => true));
  MEASURED[name] = measure(own, foldsOf(name));
}
// https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/overview#pricing names more than was billed: 4 to 8 requests.
for (const [name, request] of [
  ['claude-3-haiku', 285],
  ['claude-3-sonnet', 175],
  ['claude-3-opus', 550],
])
  FITS[name].tools ??= { basis: 'json', request, each: 10, factor: 1.2, forced: 0 };
for (const name of new Set(records.filter(({ family }) => family.isExact).map(({ family }) => family.name)))
  MEASURED[name] = measure(
    records.filter(({ family }) => family.name === name),
    record => countRecord(record).likely ?? NaN,
  );

const rowsOf = rows =>
  Object.entries(rows)
    .map(([name, row]) => `  ${JSON.stringify(name)}: ${JSON.stringify(row)},`)
    .join('\n');
writeFileSync(
  OUT,
  `// Written by test/bench/requests/fit.mjs.
import type { Fit, Measured, Shape } from './fits.ts';

// prettier-ignore
export const FITS: Readonly<Record<string, Fit>> = {
${rowsOf(FITS)}
};

// prettier-ignore
export const MEASURED: Readonly<Record<string, Partial<Record<Shape, Measured>>>> = {
${rowsOf(MEASURED)}
};
`,
);
for (const [name, shapes] of Object.entries(MEASURED))
  for (const [shape, { n, repositories, median, p95, p98 }] of Object.entries(shapes))
    console.log(
      `${name}, ${shape}`.padEnd(34),
      String(n).padStart(4),
      String(repositories).padStart(3),
      `${median} %`.padStart(8),
      `${p95} %`.padStart(8),
      `${p98} %`.padStart(8),
    );

/** Estimates by a fit that has not seen the repository; where that leaves nothing, one that has not seen the text. */
function foldsOf(name) {
  const folds = new Map();
  const pool = POOLS.find(group => group.includes(name)) ?? [name];
  const isAlike = (other, { shape }) =>
    other.shape === shape && (shape === 'plain' ? pool.includes(other.family.name) : other.family.name === name);
  return record => {
    const isOtherText = other => other.features.tokens !== record.features.tokens || other.shape !== record.shape;
    const isOtherPlace = other => !sharesRepository(other, record);
    const alike = records.filter(other => isAlike(other, record));
    record.isApart = alike.filter(isOtherPlace).length * 4 >= alike.length;
    const isTrained = record.isApart ? isOtherPlace : isOtherText;
    if (!alike.some(isTrained)) return NaN;
    const key = record.isApart ? record.repositories.join() : `text ${record.shape} ${record.features.tokens}`;
    if (!folds.has(key)) folds.set(key, fitFamily(name, isTrained));
    return predict(record, folds.get(key));
  };
}

function fitFamily(name, isTrained) {
  const older = SUCCESSORS[name];
  if (older) return fitSuccessor(name, fitFamily(older, isTrained), isTrained);
  const pool = POOLS.find(group => group.includes(name)) ?? [name];
  const [own, pooled] = [among([name], isTrained), among(pool, isTrained)];
  const plain = fitPlain(ofShape(pooled, 'plain'), {
    request: TEMPLATES[name] ?? 0,
    system: 0,
    message: 0,
    ...FRAMES[name],
  });
  const fit = { ...plain, tools: null, schema: null, call: 0 };
  const rest = record => record.billed - predict(record, fit);
  fit.tools = fitTools(ofShape(pooled, 'tools'), name, rest);
  fit.schema = fitSchema(schemaAlone(own), rest) ?? fitSchema(schemaAlone(pooled), rest);
  fit.call = fitCall(own, rest);
  return fit;
}

/** Less than what is sent was billed for something else: such requests are measured by and not fitted to. */
function isPlausible({ billed, features: { tokens, json } }) {
  return billed > 0.5 * tokens + 0.3 * json;
}

function among(families, isTrained) {
  return records.filter(
    record =>
      isPlausible(record) && families.includes(record.family.name) && record.kind === 'chat' && isTrained(record),
  );
}
function ofShape(rows, wanted) {
  return rows.filter(({ shape }) => shape === wanted);
}

function schemaAlone(rows) {
  return ofShape(rows, 'schema').filter(({ features }) => !features.hasTools);
}

/** What the older generation takes for text and definitions, times one factor; constants of its own. */
function fitSuccessor(name, older, isTrained) {
  const own = among([name], isTrained);
  const plain = ofShape(own, 'plain');
  if (plain.length === 0) return older;
  const framing = { ...older, factor: 0, word: 0, capital: 0, line: 0 };
  const [times] = fitColumns(
    plain.map(row => [plainOf(row, { ...older, request: 0, message: 0, system: 0, thinking: 0 })]),
    plain.map(row => row.billed - plainOf(row, framing)),
    plain.map(({ billed }) => billed),
  );
  const scaled = (of, keys) => Object.fromEntries(keys.map(key => [key, times * of[key]]));
  const text = scaled(older, ['factor', 'word', 'capital', 'line']);
  const fit = { ...older, ...text, tools: null, schema: null, call: 0 };
  const rest = record => record.billed - predict(record, fit);
  const tools = ofShape(own, 'tools');
  if (tools.length > 0 && older.tools) {
    const ofTools = { ...older.tools, ...scaled(older.tools, ['each', 'factor']), request: 0, forced: 0 };
    const left = row => row.billed - predict(row, { ...fit, tools: ofTools });
    const middle = forced => quantile(ofForced(tools, forced).map(left), 0.5);
    const isKnown = [0, 1].every(forced => ofForced(tools, forced).length > 0);
    const alone = isKnown || ofForced(tools, 0).length > 0 ? middle(0) : middle(1);
    fit.tools = { ...ofTools, request: alone, forced: isKnown ? middle(1) - alone : 0 };
  }
  fit.schema = fitSchema(schemaAlone(own), rest) ?? older.schema;
  fit.call = fitCall(own, rest);
  return fit;
}

function ofForced(rows, forced) {
  return rows.filter(({ features }) => features.forced === forced);
}

function fitSchema(rows, rest) {
  if (rows.length < 3) return null;
  const [request, factor] = fitColumns(
    rows.map(({ features }) => [1, features.schemaTokens]),
    rows.map(rest),
    rows.map(({ billed }) => billed),
  );
  return { request, factor };
}

function fitCall(own, rest) {
  // Where less was billed than all beside the calls, the definitions were left out of the bill.
  const isWhole = record => rest(record) > -0.3 * record.billed;
  const history = ofShape(own, 'history').filter(record => record.features.calls > 0 && isWhole(record));
  if (history.length === 0) return 0;
  return quantile(
    history.map(record => rest(record) / record.features.calls),
    0.5,
  );
}

/** Generations share what a definition takes, and each has instructions of its own around them. */
function fitTools(rows, name, rest) {
  if (!rows.some(({ family }) => family.name === name)) return null;
  const isVaried = rows.length >= ENOUGH_TOOLS && new Set(rows.map(({ features }) => features.json)).size >= LENGTHS;
  const isMany = isVaried && new Set(rows.map(({ features }) => features.tools)).size > 1;
  // Definitions never cost less than nothing: what says so has seen too few of them.
  const found = [
    ['json', isVaried, isMany],
    ['words', isVaried, isMany],
    ['json', isVaried, false],
    ['words', isVaried, false],
    ['json', false, false],
    ['words', false, false],
  ]
    .map(way => fitToolsBy(rows, name, rest, ...way))
    .filter(({ rule, least, size }) => size === 0 || (rule.factor > 0 && least >= 0));
  const richest = Math.max(...found.map(({ size }) => size));
  return found.filter(({ size }) => size === richest).toSorted((a, b) => a.off - b.off)[0].rule;
}

function fitToolsBy(rows, name, rest, basis, isVaried, isMany) {
  const sizeOf = ({ features: { json, said } }) => (basis === 'json' ? json : said);
  const families = [...new Set(rows.map(({ family }) => family.name))];
  const isOf = (row, family) => Number(row.family.name === family);
  const forcible = families.filter(
    family => new Set(rows.filter(row => isOf(row, family)).map(({ features }) => features.forced)).size > 1,
  );
  const columns = rows.map(row => [
    ...families.map(family => isOf(row, family)),
    ...forcible.map(family => isOf(row, family) * row.features.forced),
    ...(isVaried ? [sizeOf(row)] : []),
    ...(isMany ? [row.features.tools - 1] : []),
  ]);
  const target = rows.map(row => rest(row) - (isVaried ? 0 : sizeOf(row)));
  const found = fitColumns(
    columns,
    target,
    rows.map(({ billed }) => billed),
  );
  const errors = rows.map((row, at) => Math.abs(dot(columns[at], found) - target[at]) / row.billed);
  const first = families.length + forcible.length;
  const each = isMany ? found[first + 1] : 0;
  const factor = isVaried ? found[first] : 1;
  return {
    off: errors.reduce((sum, error) => sum + error, 0),
    size: Number(isVaried) + Number(isMany),
    least: Math.min(...rows.map(row => each * row.features.tools + factor * sizeOf(row))),
    rule: {
      basis,
      request: found[families.indexOf(name)] - each,
      each,
      factor,
      forced: forcible.includes(name) ? found[families.length + forcible.indexOf(name)] : 0,
    },
  };
}

function measure(rows, estimate) {
  const shapes = SHAPES.flatMap(shape => {
    const of = rows.filter(record => record.shape === shape);
    const errors = of
      .map(record => (100 * Math.abs(Math.round(estimate(record)) - record.billed)) / record.billed)
      .filter(Number.isFinite);
    if (errors.length === 0) return [];
    const isApart = of.every(record => record.isApart !== false);
    const repositories = isApart ? new Set(of.flatMap(record => record.repositories)).size : 1;
    const [median, p95, p98] = [0.5, 0.95, 0.98].map(share => Number(quantile(errors, share).toFixed(1)));
    return [[shape, { n: errors.length, repositories, median, p95, p98 }]];
  });
  return Object.fromEntries(shapes);
}

function rounded(value) {
  if (typeof value === 'number') return Number(value.toFixed(3));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
