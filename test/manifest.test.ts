import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KEYS, USAGE_FILE_KEYS } from '../server/core/configuration/keys/index.ts';
import type { Key, RowShape } from '../server/core/configuration/keys/key.ts';
import { readConfiguration } from '../server/core/configuration/read.ts';
import { GRAMMARS, grammarOf } from '../server/core/languages/index.ts';
import { SETTINGS, type Setting } from '../server/core/settings.ts';
import { LANGUAGES } from '../server/lsp/protocol.ts';

const EXTENSION = path.join(import.meta.dirname, '..', 'extension');
const SCHEMAS = [
  ['configuration.schema.json', KEYS],
  ['usage.schema.json', USAGE_FILE_KEYS],
] as const;
const MANIFEST = path.join(import.meta.dirname, '..', 'package.json');
/** What is translated of it. */
const WORDS = path.join(import.meta.dirname, '..', 'package.nls.json');

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
      Object.entries(SETTINGS).map(([name, row]) => [`promptCost.${name}`, toProperty(name, row)]),
    );
    const words = JSON.parse(await readFile(WORDS, 'utf8'));
    const described = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, { description }]) => [`setting.${name}`, description]),
    );
    const others = Object.entries(words).filter(([key]) => !key.startsWith('setting.'));
    const allWords = { ...Object.fromEntries(others), ...described };
    if (process.env['UPDATE']) {
      manifest.contributes.configuration.properties = properties;
      await writeFile(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
      await writeFile(WORDS, `${JSON.stringify(allWords, null, 2)}\n`);
    }
    assert.deepEqual(manifest.contributes.configuration.properties, properties);
    assert.deepEqual(JSON.parse(await readFile(WORDS, 'utf8')), allWords);
  });

  it('has all words that a reader sees in package.nls.json, and no others there', async () => {
    const manifest = await readFile(MANIFEST, 'utf8');
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual(new Set(Object.keys(JSON.parse(await readFile(WORDS, 'utf8')))), new Set(used));
    for (const key of ['title', 'description', 'contents', 'altText'])
      assert.deepEqual(
        [...manifest.matchAll(new RegExp(`"${key}": "(?!%)([^"]*)"`, 'g'))]
          .map(([, text]) => text)
          .filter(text => text !== 'Prompt Cost'),
        [],
        `each ${key} can be translated`,
      );
  });

  it('has the words of the extension for translators (UPDATE=1 rewrites them)', async () => {
    const sources = await readSources();
    const texts = sources.flatMap(source =>
      [...source.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map(([, text]) => text ?? ''),
    );
    const bundle = Object.fromEntries([...new Set(texts)].toSorted().map(text => [text, text]));
    const file = path.join(EXTENSION, 'l10n', 'bundle.l10n.json');
    if (process.env['UPDATE']) await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), bundle);
    assert.equal(texts.length, sources.join('').split('l10n.t(').length - 1, 'each is a plain text');
  });

  it('offers commands that there are, and steps whose pictures lie there', async () => {
    const { contributes } = JSON.parse(await readFile(MANIFEST, 'utf8'));
    const names: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const text = (await readFile(MANIFEST, 'utf8')) + (await readFile(WORDS, 'utf8'));
    const views = new Set(
      Object.values<{ id: string }[]>(contributes.views)
        .flat()
        .map(({ id }) => `${id}.focus`),
    );
    for (const [, asked = ''] of text.matchAll(/(?:command:|onCommand:)(promptCost\.[\w.]+)/g))
      assert.ok(names.includes(asked) || views.has(asked), asked);
    const protocol = await readFile(path.join(EXTENSION, '..', 'server', 'lsp', 'protocol.ts'), 'utf8');
    const code = [...(await readSources()), protocol];
    for (const name of names) assert.ok(code.join('').includes(`'${name}'`), `${name} is registered`);
    for (const { media } of contributes.walkthroughs[0].steps) {
      const svg = await readFile(path.join(EXTENSION, '..', media.svg), 'utf8');
      assert.match(svg, /^<svg [^>]*viewBox/);
      assert.doesNotMatch(svg, /#[0-9a-f]{3,6}"(?!\))/i, 'colours are the theme’s');
    }
  });

  it('has an example of the configuration that says nothing as it comes, and is right where it is taken', async () => {
    const example = await readFile(path.join(EXTENSION, 'configuration.example.yaml'), 'utf8');
    const read = (text: string) => readConfiguration({ file: 'promptcost.config.yaml', text });
    assert.deepEqual(read(example).problems, []);
    assert.deepEqual(read(example).configuration.models, []);
    const taken = read(example.replaceAll(/^#(?! \S)/gm, ''));
    assert.deepEqual(taken.problems, []);
    assert.equal(taken.configuration.models.length, 2);
    for (const key of Object.keys(KEYS).filter(name => name !== 'include'))
      assert.match(example, new RegExp(`^#${key}:`, 'm'), key);
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

/** What runs in the editor's process. */
async function readSources(): Promise<string[]> {
  const folders = [EXTENSION, path.join(EXTENSION, 'panel')];
  const files = await Promise.all(
    folders.map(async folder =>
      (await readdir(folder)).filter(file => file.endsWith('.ts')).map(file => path.join(folder, file)),
    ),
  );
  return Promise.all(files.flat().map(file => readFile(file, 'utf8')));
}

const toProperty = (name: string, row: Setting<unknown>): object => ({
  type: typeof row.default,
  default: row.default,
  ...(row.isOfMachine === true && { scope: 'machine' }),
  ...(row.values && { enum: row.values }),
  ...(row.pattern && { pattern: row.pattern.source }),
  description: `%setting.${name}%`,
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
  const named = Object.entries(key.names).map(([name, description]) => [name, { enum: key.values, description }]);
  return {
    type: 'object',
    description: key.description,
    properties: Object.fromEntries(named),
    additionalProperties: false,
  };
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
