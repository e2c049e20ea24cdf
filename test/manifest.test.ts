import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Key, KEYS, type RowShape, USAGE_FILE_KEYS } from '../server/core/configuration/keys.ts';
import { GRAMMARS, grammarOf } from '../server/core/languages/index.ts';
import { SETTINGS, type Setting } from '../server/core/settings.ts';
import { LANGUAGES } from '../server/lsp/protocol.ts';

const EXTENSION = path.join(import.meta.dirname, '..', 'extension');
const SCHEMAS = [
  ['configuration.schema.json', KEYS],
  ['usage.schema.json', USAGE_FILE_KEYS],
] as const;
const MANIFEST = path.join(import.meta.dirname, '..', 'package.json');

describe('manifest', () => {
  for (const [name, keys] of SCHEMAS)
    it(`has ${name}, made from the rows of its keys (UPDATE=1 rewrites it)`, async () => {
      const file = path.join(EXTENSION, name);
      const schema = toSchema(keys);
      if (process.env['UPDATE']) await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
      assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), schema);
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

/** The editor's words for what a key takes. */
function toValue({ type, description, least, above, most, values }: Key): object {
  const number = {
    type: 'number',
    ...(least !== undefined && { minimum: least }),
    ...(above !== undefined && { exclusiveMinimum: above }),
    ...(most !== undefined && { maximum: most }),
  };
  if (type === 'text') return { type: 'string', minLength: 1, ...(values && { enum: values }), description };
  if (type === 'number') return { ...number, description };
  if (type === 'numbers') return { type: 'object', additionalProperties: number, description };
  return { type: 'array', items: { type: 'string' }, description };
}

const toRow = ({ keys, required, oneOf }: RowShape): object => ({
  type: 'object',
  ...(required.length > 0 && { required }),
  ...(oneOf.length > 0 && { anyOf: oneOf.map(name => ({ required: [name] })) }),
  additionalProperties: false,
  properties: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, toValue(key)])),
});

function toProperties(key: (typeof KEYS)[keyof typeof KEYS]): object {
  if (key.type === 'texts') return { type: 'array', description: key.description, items: { type: 'string' } };
  if (key.type === 'row') return { ...toRow(key.row), description: key.description };
  if (key.type === 'rows') return { type: 'array', description: key.description, items: toRow(key.row) };
  return { type: 'object', description: key.description, additionalProperties: { enum: key.values } };
}

const toSchema = (keys: Partial<typeof KEYS>): object => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Prompt Cost',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, toProperties(key)])),
  },
});
