import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SETTINGS, type Setting } from '../server/core/settings.ts';

const MANIFEST = path.join(import.meta.dirname, '..', 'package.json');

describe('manifest', () => {
  it('offers every setting of core/settings.ts (UPDATE=1 rewrites it)', async () => {
    const manifest = JSON.parse(await readFile(MANIFEST, 'utf8'));
    const properties = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, row]) => [`promptCost.${name}`, toProperty(row)]),
    );
    if (process.env['UPDATE']) {
      manifest.contributes.configuration.properties = properties;
      await writeFile(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
    }
    assert.deepEqual(manifest.contributes.configuration.properties, properties);
  });
});

const toProperty = (row: Setting<unknown>): object => ({
  type: typeof row.default,
  default: row.default,
  ...(row.values && { enum: row.values }),
  description: row.description,
});
