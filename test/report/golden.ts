import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '..', 'golden');

/** Compares with the file in test/golden/. `UPDATE=1` rewrites it: the diff is the review. */
export function assertGolden(name: string, actual: string): void {
  const file = path.join(FOLDER, name);
  if (process.env['UPDATE'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, actual);
  }
  assert.equal(actual, readFileSync(file, 'utf8'), `${name} differs; UPDATE=1 rewrites it`);
}
