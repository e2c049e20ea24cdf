import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CONDITIONS, KEYS, MODEL_KEYS } from '../server/core/configuration/configuration.ts';
import { GRAMMARS, grammarOf } from '../server/core/languages/index.ts';
import { SETTINGS, type Setting } from '../server/core/settings.ts';
import { LANGUAGES } from '../server/lsp/protocol.ts';

const SCHEMA = path.join(import.meta.dirname, '..', 'extension', 'configuration.schema.json');
const MANIFEST = path.join(import.meta.dirname, '..', 'package.json');

describe('manifest', () => {
  it('has a schema for the configuration file, made from its rows (UPDATE=1 rewrites it)', async () => {
    const schema = toSchema();
    if (process.env['UPDATE'])
      await writeFile(
        SCHEMA,
        `${JSON.stringify(schema, null, 2)}
`,
      );
    assert.deepEqual(JSON.parse(await readFile(SCHEMA, 'utf8')), schema);
  });

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

  it('wakes for every language that is read, and leaves its hints uncut', async () => {
    const { activationEvents, contributes } = JSON.parse(await readFile(MANIFEST, 'utf8'));
    const grammars = Object.values(LANGUAGES).map(extension => grammarOf(`a${extension}`));
    assert.deepEqual(new Set(grammars), new Set(GRAMMARS));
    for (const language of Object.keys(LANGUAGES)) {
      assert.ok(activationEvents.includes(`onLanguage:${language}`), language);
      assert.ok(`[${language}]` in contributes.configurationDefaults, language);
    }
  });
});

const toProperty = (row: Setting<unknown>): object => ({
  type: typeof row.default,
  default: row.default,
  ...(row.values && { enum: row.values }),
  description: row.description,
});

const text = (description: string): object => ({ type: 'string', minLength: 1, description });

function toSchema(): object {
  const properties = Object.fromEntries(Object.entries(MODEL_KEYS).map(([name, row]) => [name, text(row.description)]));
  const row = {
    type: 'object',
    required: ['model'],
    anyOf: CONDITIONS.map(name => ({ required: [name] })),
    additionalProperties: false,
    properties,
  };
  const items = { 'list of rows': row, 'list of strings': { type: 'string' }, string: {} };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Prompt Cost',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        Object.entries(KEYS).map(([name, { type, description }]) => [
          name,
          { type: 'array', description, items: items[type] },
        ]),
      ),
    },
  };
}
