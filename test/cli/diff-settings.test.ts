import assert from 'node:assert/strict';
import type { Verdict } from '../../server/core/policies/evaluate.ts';
import { verdictLines } from '../../server/report/policy-words.ts';
import { readDiff } from '../../server/workspace/git/diff.ts';
import { writeDiff } from '../../server/report/diff.ts';
import { layAssets } from '../harness/assets.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const FILES: Readonly<Record<string, string>> = {
  'settings.rs': 'static DEFAULT_OPENAI_MODEL: &str = "gpt-4o";\nstatic LABEL: &str = "gpt-4o";\n',
  'main.go':
    'package main\n\nfunc init() {\n\tcmd.Flags().StringVar(&model, "model", "gpt-4o", "which one")\n\tcmd.Flags().StringVar(&color, "color", "gpt-4o", "which one")\n}\n',
  'options.py': 'parser.add_argument("--max-tokens", type=int, default=1000)\nMAX_INPUT_TOKENS = 1000\n',
  'config.py':
    'import os\n\n\nclass Config:\n    def __init__(self):\n        self.model = os.getenv("MODEL", "gpt-4o")\n',
  'limits.ts': 'export enum Limits {\n  DEFAULT_MAX_TOKENS_OUTPUT = 1000,\n  MAX_RETRIES = 1000,\n}\n',
  'list.ts':
    "export const FAST = { modelId: 'gpt-4o', name: 'Fast' };\nexport const BEST = { modelId: 'gpt-4.1', name: 'Best' };\n",
  'prices.py': 'PRICES = {"gpt-4o": 2.5}\nMODELS = ["gpt-4o", "gpt-4.1"]\nMODEL_LABEL = "Our fast one"\n',
  'options.go': 'package main\n\nfunc (o *Options) Init() {\n\to.ModelID = "gpt-4o"\n\to.Label = "gpt-4o"\n}\n',
  'tests/config.py': 'MODEL = "gpt-4o"\n',
};

describe('settings in a diff', () => {
  let assets: string;
  let folder: Folder;
  before(async () => {
    assets = await layAssets();
  });
  beforeEach(() => {
    folder = createFolder(FILES);
    folder.commit('Defaults');
  });
  afterEach(() => folder.remove());

  async function diff() {
    const read = await readDiff({ root: folder.root, assets, range: 'HEAD', on: '2026-11-01' });
    assert.ok(read.ok, read.ok ? '' : read.why);
    return read.value.diff;
  }

  it('are told where their name says what they are, each once, and nothing else is', async () => {
    for (const [file, text] of Object.entries(FILES))
      folder.write(file, text.replaceAll('gpt-4o', 'gpt-4o-mini').replaceAll('1000', '2000').replace('fast', 'quick'));
    const { settings, sites } = await diff();
    assert.deepEqual(sites, []);
    assert.deepEqual(
      settings.map(({ place, what, name, before, after }) => [place.file, what, name, before, after]).toSorted(),
      [
        ['config.py', 'model', 'model', 'gpt-4o', 'gpt-4o-mini'],
        ['limits.ts', 'output limit', 'DEFAULT_MAX_TOKENS_OUTPUT', '1000', '2000'],
        ['main.go', 'model', 'model', 'gpt-4o', 'gpt-4o-mini'],
        ['options.go', 'model', 'ModelID', 'gpt-4o', 'gpt-4o-mini'],
        ['options.py', 'output limit', 'max-tokens', '1000', '2000'],
        ['settings.rs', 'model', 'DEFAULT_OPENAI_MODEL', 'gpt-4o', 'gpt-4o-mini'],
      ],
    );
  });

  it('are told of what is made with a model and handed on, but not of a list of such things', async () => {
    const made = {
      'index.py': 'def index(store):\n    return store.fill(Embeddings(model="text-embedding-ada-002", size=1000))\n',
      'index.ts': "export const index = store => store.fill(new Embeddings({ model: 'text-embedding-ada-002' }));\n",
      'state.ts': "export const state = useState({ model: 'text-embedding-ada-002' });\n",
      'list.py': 'ALL = [Model(model="text-embedding-ada-002"), Model(model="gpt-4o"), Model(model="gpt-4.1")]\n',
    };
    for (const [file, text] of Object.entries(made)) folder.write(file, text);
    folder.git('add', '--all');
    folder.git('commit', '--quiet', '--message', 'What is made');
    for (const [file, text] of Object.entries(made))
      folder.write(file, text.replace('text-embedding-ada-002', 'text-embedding-3-small'));
    const { settings } = await diff();
    assert.deepEqual(settings.map(({ place, name, before, after }) => [place.file, name, before, after]).toSorted(), [
      ['index.py', 'model', 'text-embedding-ada-002', 'text-embedding-3-small'],
      ['index.ts', 'model', 'text-embedding-ada-002', 'text-embedding-3-small'],
    ]);
  });

  const DATA: Readonly<Record<string, string>> = {
    'config/llm.yaml':
      'agents:\n  planner: { model: gpt-4o, max_tokens: 1000, max_input_tokens: 1000 }\n  label: gpt-4o\nchoices:\n  - model: gpt-4o\n  - model: gpt-4.1\n',
    'settings.toml': '[llm]\ndefault_model = "gpt-4o"\n',
    '.env': 'OPENAI_MODEL=gpt-4o\nMAX_TOKENS=1000\n',
    'app.json': '{ "providers": [{ "model": "gpt-4o" }], "title": "gpt-4o" }\n',
    'tests/config.yaml': 'model: gpt-4o\n',
    'broken.yaml': 'model: gpt-4o\n  x: [1000\n',
  };
  const ofData = (what: 'model' | 'output limit', file: string, name: string): string[] =>
    what === 'model' ? [file, what, name, 'gpt-4o', 'gpt-4o-mini'] : [file, what, name, '1000', '2000'];

  it('are told of YAML, TOML, JSON and .env, but not of one of several to choose from', async () => {
    for (const [file, text] of Object.entries(DATA)) folder.write(file, text);
    folder.git('add', '--all');
    folder.git('commit', '--quiet', '--message', 'Data');
    for (const [file, text] of Object.entries(DATA))
      folder.write(file, text.replaceAll('gpt-4o', 'gpt-4o-mini').replaceAll('1000', '2000'));
    const { settings } = await diff();
    assert.deepEqual(
      settings.map(({ place, what, name, before, after }) => [place.file, what, name, before, after]).toSorted(),
      [
        ofData('model', '.env', 'OPENAI_MODEL'),
        ofData('output limit', '.env', 'MAX_TOKENS'),
        ofData('model', 'app.json', 'model'),
        ofData('model', 'config/llm.yaml', 'model'),
        ofData('output limit', 'config/llm.yaml', 'max_tokens'),
        ofData('model', 'settings.toml', 'default_model'),
      ].toSorted(),
    );
    assert.equal(
      settings.find(({ what, place }) => what === 'model' && place.file === 'config/llm.yaml')?.place.range.start.line,
      1,
    );
  });

  it('are told at the call that reads them from a file of data', async () => {
    folder.write('llm.json', '{ "model": "gpt-4o" }\n');
    folder.write(
      'call.ts',
      "import OpenAI from 'openai';\nimport settings from './llm.json';\n\nnew OpenAI().responses.create({ model: settings.model, input: 'Hello to you.' });\n",
    );
    folder.git('add', '--all');
    folder.git('commit', '--quiet', '--message', 'A call');
    folder.write('llm.json', '{ "model": "gpt-4.1" }\n');
    const found = await diff();
    assert.deepEqual([found.sites.length, found.settings], [1, []]);
  });

  it('may break a policy on models, at their own place', async () => {
    const policies = (rest: string): string =>
      `policies:\n  - { name: models, action: fail, bannedModels: ['gpt-4o-mini*']${rest} }\n`;
    const verdicts = async (config: string): Promise<Verdict[]> => {
      folder.write('promptcost.config.yaml', config);
      const read = await readDiff({ root: folder.root, assets, range: 'HEAD', on: '2026-11-01' });
      assert.ok(read.ok, read.ok ? '' : read.why);
      return read.value.verdicts;
    };
    folder.write('settings.toml', '[llm]\ndefault_model = "gpt-4o"\n');
    folder.git('add', '--all');
    folder.git('commit', '--quiet', '--message', 'Data');
    folder.write('settings.toml', '[llm]\ndefault_model = "gpt-4o-mini"\n');
    const told = verdictLines(await verdicts(policies('')), '2026-11-01');
    assert.deepEqual(
      told.map(({ action, place, what }) => [action, place?.file, place?.range.start.line, what]),
      [['fail', 'settings.toml', 1, 'setting `default_model`: `gpt-4o-mini` banned']],
    );
    assert.deepEqual(await verdicts(policies(", path: 'other/**'")), []);
    assert.deepEqual(await verdicts(policies(', symbol: answer')), [], 'a policy for certain calls');
    const exemption = "exemptions:\n  - { policy: models, path: '*.toml', until: 2027-01-01, reason: a trial }\n";
    assert.deepEqual(
      (await verdicts(policies('') + exemption)).map(({ action }) => action),
      ['exempt'],
    );
  });

  it('are silent where they moved with their file, or what they become is no model of the catalogue', async () => {
    folder.git('mv', 'settings.rs', 'defaults.rs');
    folder.write('config.py', FILES['config.py']?.replace('gpt-4o', 'our-own-model') ?? '');
    folder.write('main.go', `// What can be chosen.\n${FILES['main.go']}`);
    assert.deepEqual((await diff()).settings, []);
  });

  it('are told at the call where one is tied to them', async () => {
    const call = (model: string): string =>
      `from openai import OpenAI\n\nMODEL = "${model}"\nOpenAI().responses.create(model=MODEL, input="Hello to you.")\n`;
    folder.write('call.py', call('gpt-4o'));
    folder.commit('A call');
    folder.write('call.py', call('gpt-4.1'));
    const found = await diff();
    assert.deepEqual([found.sites.length, found.settings], [1, []]);
  });

  it('say both prices, and that no call is tied to them', async () => {
    folder.write(
      'settings.rs',
      FILES['settings.rs']?.replace('MODEL: &str = "gpt-4o"', 'MODEL: &str = "gpt-4.1"') ?? '',
    );
    const options = {
      width: 200,
      color: false,
      pathOf: (file: string) => file,
      compared: '',
      verdicts: [],
      isAll: false,
    };
    const text = writeDiff(await diff(), options);
    assert.match(text, /^LLM cost: 1 setting that no call in sight is tied to\n/);
    assert.match(
      text,
      /settings\.rs:1\n {2}model {2}DEFAULT_OPENAI_MODEL: gpt-4o → gpt-4\.1 · \$2\.50? → \$2(\.00)? in, \$10(\.00)? → \$8(\.00)? out \/Mtok · no call in sight is tied to it/,
    );
  });
});
