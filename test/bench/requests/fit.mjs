// Fits the families that have no public tokenizer, and measures all: writes server/core/tokens/fitted.ts.
//   node --import tsx test/bench/requests/fit.mjs FOLDER
// Errors are of repositories that were left out of the fit; of OpenAI's rules, which are fixed, of every repository.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFormat, readTools, toolText } from '../../../server/core/tokens/schema.ts';
import { count, countRecord, quantile, readRecords } from './records.mjs';
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
/** The records have none of Claude since 4.7; fitted before to 26 requests of 3 repositories that are not among them. */
const EARLIER = {
  fit: {
    factor: 1.27,
    word: 0,
    request: 9,
    system: 0,
    message: 2.7,
    thinking: 0,
    tools: { basis: 'json', request: 360, each: 10, factor: 1.2, forced: 178 },
    schema: null,
    call: 50,
  },
  measured: {
    plain: { n: 26, repositories: 3, median: 10.3, p95: 67, p98: 67 },
    tools: { n: 15, repositories: 3, median: 12.7, p95: 14.2, p98: 14.2 },
  },
};
/** Gemini since 2.5 bills a token for each message, as its own vocabulary showed on 231 requests. */
const FRAMES = Object.fromEntries(
  ['Gemini 2.5', 'Gemini', 'Gemini on Vertex'].map(name => [name, { system: 1, message: 1 }]),
);
/** Of models without a request that is text alone: what few hosts were seen to add. */
const TEMPLATES = { Qwen: 10 };
/** Of fewer requests, or texts of fewer lengths, only a constant is fitted. */
const ENOUGH = 16;
const LENGTHS = 5;
const ENOUGH_TOOLS = 10;
const SHORT = 500;

const [folder] = process.argv.slice(2);
const records = readRecords(folder).filter(({ shape }) => shape !== 'images');
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
FITS['claude-4.7+'] ??= EARLIER.fit;
MEASURED['claude-4.7+'] ??= EARLIER.measured;
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

function featuresOf({ prompt, family }) {
  const tokens = text => count(family.encoding, text);
  const { messages, attachments } = prompt;
  const texts = messages.map(({ parts }) => parts.map(part => part.text ?? '').join(''));
  const calls = messages.flatMap(message => message.calls ?? []);
  const called = calls.map(({ name, arguments: input }) => JSON.stringify({ name, input }));
  const all = [...texts, ...called];
  const areCalls = calls.length > 0;
  const framed = messages.filter(message => !(areCalls && (message.calls || message.role === 'tool')));
  const system = framed.filter(({ role }) => role === 'system').length;
  const tools = attachments.find(({ kind }) => kind === 'tools');
  const declared = tools && readTools(tools.json.value)?.value.tools;
  const schema = attachments.find(({ kind }) => kind === 'schema');
  return {
    tokens: all.reduce((sum, text) => sum + tokens(text), 0),
    words: all.reduce((sum, text) => sum + (text.match(/\w+/g)?.length ?? 0), 0),
    system,
    thinking: prompt.thinking ? 1 : 0,
    more: framed.length - system - 1,
    calls: calls.length,
    tools: declared?.length ?? 0,
    json: declared ? tokens(toolText(declared, 'json')) : 0,
    said: declared ? tokens(toolText(declared, 'words')) : 0,
    forced: tools?.choice ? 1 : 0,
    hasTools: tools ? 1 : 0,
    hasSchema: schema ? 1 : 0,
    schemaTokens: schema ? tokens(JSON.stringify(readFormat(schema.json.value[0])?.value.schema ?? {})) : 0,
  };
}

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

function sharesRepository(a, b) {
  return a.repositories.some(repository => b.repositories.includes(repository));
}

function fitFamily(name, isTrained) {
  const pool = POOLS.find(group => group.includes(name)) ?? [name];
  const among = of =>
    records.filter(record => of.includes(record.family.name) && record.kind === 'chat' && isTrained(record));
  const [own, pooled] = [among([name]), among(pool)];
  const plain = fitPlain(
    pooled.filter(({ shape }) => shape === 'plain'),
    { request: TEMPLATES[name] ?? 0, system: 0, message: 0, ...FRAMES[name] },
  );
  const fit = { ...plain, tools: null, schema: null, call: 0 };
  const rest = record => record.billed - predict(record, fit);
  fit.tools = fitTools(
    pooled.filter(({ shape }) => shape === 'tools'),
    name,
    rest,
  );
  const schema = own.filter(({ shape, features }) => shape === 'schema' && !features.hasTools);
  if (schema.length >= 3) {
    const columns = schema.map(({ features }) => [1, features.schemaTokens]);
    const [request, factor] = fitColumns(
      columns,
      schema.map(rest),
      schema.map(({ billed }) => billed),
    );
    fit.schema = { request, factor };
  }
  const history = own.filter(({ shape, features }) => shape === 'history' && features.calls > 0);
  if (history.length > 0)
    fit.call = quantile(
      history.map(record => rest(record) / record.features.calls),
      0.5,
    );
  return fit;
}

/** From the simplest: a constant, a factor, words. */
function fitPlain(rows, frame) {
  const zero = { factor: 1, word: 0, thinking: 0, ...frame };
  const framed = ({ features }) => frame.system * features.system + frame.message * features.more;
  if (rows.length === 0) return zero;
  const texts = new Set(rows.map(({ features }) => features.tokens)).size;
  if (rows.length < ENOUGH || texts < LENGTHS) {
    const rest = row => row.billed - row.features.tokens - framed(row);
    // What is around a text is told by short ones.
    const short = rows.filter(({ features }) => features.tokens <= SHORT);
    return { ...zero, request: quantile((short.length > 0 ? short : rows).map(rest), 0.5) };
  }
  const isRich = rows.some(({ features }) => features.thinking);
  const columns = ({ features: { tokens, words, more, thinking } }) => [
    tokens,
    1,
    ...(isRich ? [more, words, thinking] : []),
  ];
  const [factor, request, message = 0, word = 0, thinking = 0] = fitColumns(
    rows.map(columns),
    rows.map(row => row.billed - framed(row)),
    rows.map(({ billed }) => billed),
  );
  return { factor, request, message: message + frame.message, word, system: frame.system, thinking };
}

/** Generations share what a definition takes, and each has instructions of its own around them. */
function fitTools(rows, name, rest) {
  if (!rows.some(({ family }) => family.name === name)) return null;
  const isVaried = rows.length >= ENOUGH_TOOLS && new Set(rows.map(({ features }) => features.json)).size >= LENGTHS;
  const found = ['json', 'words'].map(basis => fitToolsBy(basis, rows, name, rest, isVaried));
  return found.toSorted((a, b) => a.off - b.off)[0].rule;
}

function fitToolsBy(basis, rows, name, rest, isVaried) {
  const sizeOf = ({ features: { json, said } }) => (basis === 'json' ? json : said);
  const families = [...new Set(rows.map(({ family }) => family.name))];
  const isOf = (row, family) => Number(row.family.name === family);
  const forcible = families.filter(
    family => new Set(rows.filter(row => isOf(row, family)).map(({ features }) => features.forced)).size > 1,
  );
  const isMany = isVaried && new Set(rows.map(({ features }) => features.tools)).size > 1;
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
  return {
    off: errors.reduce((sum, error) => sum + error, 0),
    rule: {
      basis,
      request: found[families.indexOf(name)] - each,
      each,
      factor: isVaried ? found[first] : 1,
      forced: forcible.includes(name) ? found[families.length + forcible.indexOf(name)] : 0,
    },
  };
}

function predict({ features: f }, { factor, word, request, system, message, thinking, tools, schema, call }) {
  const sizes = [f.tokens, f.words, 1, f.system, f.more, f.thinking];
  const plain = dot(sizes, [factor, word, request, system, message, thinking]);
  const ofTools =
    f.hasTools && tools
      ? dot(
          [1, f.tools, tools.basis === 'json' ? f.json : f.said, f.forced],
          [tools.request, tools.each, tools.factor, tools.forced],
        )
      : 0;
  const ofSchema = f.hasSchema && schema ? dot([1, f.schemaTokens], [schema.request, schema.factor]) : 0;
  return Math.max(0, plain + ofTools + ofSchema + call * f.calls);
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
