// The rule for text alone: as little of it as the requests of repositories that it has not seen ask for.
import { quantile, sharesRepository } from './records.mjs';
import { dot, fitColumns } from './solve.mjs';

/** Of fewer requests, or texts of fewer lengths, only a constant is fitted. */
const ENOUGH = 16;
const LENGTHS = 5;
/** What is around a text is told by short ones. */
const SHORT = 500;
/** A richer rule must take this many percent points off the error. */
const WORTH = 0.3;
/** An error beyond these percent is a text read wrongly. */
const WRONG = 50;

const RULES = [
  [],
  ['message'],
  ['factor'],
  ['factor', 'message'],
  ['factor', 'message', 'word', 'capital', 'line', 'thinking'],
];
const FEATURES = {
  factor: 'tokens',
  message: 'more',
  word: 'words',
  capital: 'capitals',
  line: 'lines',
  thinking: 'thinking',
};

/** Coefficients of text alone; `frame` is what is known beforehand. */
export function fitPlain(rows, frame) {
  if (rows.length === 0) return { ...nothing, ...frame };
  const texts = new Set(rows.map(({ features }) => features.tokens)).size;
  const repositories = new Set(rows.map(keyOf)).size;
  if (rows.length < ENOUGH || texts < LENGTHS || repositories < 2) return fitRule([], rows, frame);
  const isRich = rows.some(({ features }) => features.thinking);
  const rules = RULES.filter(names => isRich || !names.includes('thinking'));
  let best = { names: [], off: offBy([], rows, frame) };
  for (const names of rules) {
    const off = offBy(names, rows, frame);
    if (off < best.off - WORTH) best = { names, off };
  }
  return fitRule(best.names, rows, frame);
}

const nothing = { factor: 1, word: 0, capital: 0, line: 0, request: 0, system: 0, message: 0, thinking: 0 };
const keyOf = ({ repositories }) => repositories.join();

/** Mean error in percent, each repository by a fit of the others. */
function offBy(names, rows, frame) {
  const fits = new Map();
  const errors = rows.flatMap(row => {
    const others = rows.filter(other => !sharesRepository(other, row));
    if (others.length <= names.length + 1) return [];
    if (!fits.has(keyOf(row))) fits.set(keyOf(row), fitRule(names, others, frame));
    return Math.min(WRONG, (100 * Math.abs(plainOf(row, fits.get(keyOf(row))) - row.billed)) / row.billed);
  });
  return errors.length === 0 ? Infinity : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

export const plainOf = ({ features: f }, fit) =>
  dot(
    [f.tokens, f.words, f.capitals, f.lines, 1, f.system, f.more, f.thinking],
    [fit.factor, fit.word, fit.capital, fit.line, fit.request, fit.system, fit.message, fit.thinking],
  );

function fitRule(names, rows, frame) {
  const fixed = { ...nothing, ...frame };
  for (const name of names) if (name === 'factor') fixed.factor = 0;
  const rest = row => row.billed - plainOf(row, fixed);
  if (names.length === 0) {
    const short = rows.filter(({ features }) => features.tokens <= SHORT);
    return { ...fixed, request: fixed.request + quantile((short.length > 0 ? short : rows).map(rest), 0.5) };
  }
  const found = fitColumns(
    rows.map(({ features }) => [1, ...names.map(name => features[FEATURES[name]])]),
    rows.map(rest),
    rows.map(({ billed }) => billed),
  );
  const added = Object.fromEntries(names.map((name, at) => [name, fixed[name] + found[at + 1]]));
  return { ...fixed, ...added, request: fixed.request + found[0] };
}
