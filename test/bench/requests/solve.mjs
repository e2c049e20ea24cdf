// Least absolute deviations, relative to what was billed, by least squares that are weighted anew.
const ROUNDS = 40;
/** An error below this many tokens is none: bills are whole. */
const LEAST_ERROR = 0.3;

/** Coefficients for the columns of `rows` that come nearest to `billed`. */
export function fitColumns(rows, billed, scale = billed) {
  let weights = scale.map(value => 1 / value ** 2);
  let found = [];
  for (let round = 0; round < ROUNDS; round++) {
    found = leastSquares(rows, billed, weights);
    weights = rows.map((row, at) => 1 / (scale[at] * Math.max(Math.abs(dot(row, found) - billed[at]), LEAST_ERROR)));
  }
  return found;
}

export const dot = (row, coefficients) => row.reduce((sum, value, at) => sum + value * (coefficients[at] ?? 0), 0);

function leastSquares(rows, billed, weights) {
  const size = rows[0].length;
  const matrix = Array.from({ length: size }, (_, a) => [
    ...Array.from({ length: size }, (__, b) => total(rows, (row, at) => weights[at] * row[a] * row[b])),
    total(rows, (row, at) => weights[at] * row[a] * billed[at]),
  ]);
  // A column that is always 0 decides nothing.
  matrix.forEach((line, at) => (line[at] += 1e-9 + 1e-7 * line[at]));
  return eliminate(matrix);
}

const total = (rows, of) => rows.reduce((sum, row, at) => sum + of(row, at), 0);

function eliminate(matrix) {
  const size = matrix.length;
  for (let at = 0; at < size; at++) {
    const pivot = matrix
      .slice(at)
      .reduce((best, line, i) => (Math.abs(line[at]) > Math.abs(matrix[best][at]) ? at + i : best), at);
    [matrix[at], matrix[pivot]] = [matrix[pivot], matrix[at]];
    for (let below = at + 1; below < size; below++) {
      const share = matrix[below][at] / matrix[at][at];
      for (let column = at; column <= size; column++) matrix[below][column] -= share * matrix[at][column];
    }
  }
  const found = Array(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    const rest = found.reduce((sum, value, column) => (column > at ? sum + value * matrix[at][column] : sum), 0);
    found[at] = (matrix[at][size] - rest) / matrix[at][at];
  }
  return found;
}
