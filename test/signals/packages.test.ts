import assert from 'node:assert/strict';
import { INSTRUMENTATIONS, type Registry } from '../../server/core/signals/packages/instrumentations.ts';
import { readLock } from '../../server/core/signals/packages/locks.ts';
import { type Outgrown, outgrownOf } from '../../server/core/signals/packages/outgrown.ts';

const versions = (file: string, text: string): Record<string, string[]> =>
  Object.fromEntries([...(readLock(file, text)?.versions ?? [])].map(([name, found]) => [name, [...found]]));

describe('lock files', () => {
  const OPENAI = { openai: ['7.55.0'], '@opentelemetry/instrumentation-openai': ['0.22.0'] };
  const FILES: Readonly<Record<string, string>> = {
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0' },
        'packages/a': { name: 'a', version: '2.0.0' },
        'node_modules/a': { resolved: 'packages/a', link: true },
        'node_modules/openai': { version: '7.55.0' },
        'node_modules/@opentelemetry/instrumentation-openai': { version: '0.22.0' },
      },
    }),
    'npm-shrinkwrap.json': JSON.stringify({
      lockfileVersion: 1,
      dependencies: { openai: { version: '7.55.0' }, '@opentelemetry/instrumentation-openai': { version: '0.22.0' } },
    }),
    'pnpm-lock.yaml': `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      openai:
        specifier: ^7.0.0
        version: 7.55.0(ws@8.18.0)

packages:

  '@opentelemetry/instrumentation-openai@0.22.0':
    resolution: {integrity: sha512-a}

  openai@7.55.0:
    resolution: {integrity: sha512-b}

snapshots:

  openai@7.55.0(ws@8.18.0)(zod@3.24.0):
    dependencies:
      ws: 8.18.0
`,
    'yarn.lock': `# yarn lockfile v1


"@opentelemetry/instrumentation-openai@^0.22.0":
  version "0.22.0"
  resolved "https://registry.yarnpkg.com/x"

openai@^7.0.0, openai@^7.1.0:
  version "7.55.0"
`,
    'bun.lock': `{
  "lockfileVersion": 1,
  "packages": {
    "@opentelemetry/instrumentation-openai": ["@opentelemetry/instrumentation-openai@0.22.0", "", {}, "sha512-a"],

    "openai": ["openai@7.55.0", "", { "bin": { "openai": "bin/cli" } }, "sha512-b"],
  }
}
`,
  };
  for (const [file, text] of Object.entries(FILES))
    it(`of npm's packages: ${file}`, () => assert.deepEqual(versions(file, text), OPENAI));

  it('of yarn since its second version', () => {
    const text = `__metadata:\n  version: 8\n\n"openai@npm:^7.0.0":\n  version: 7.55.0\n  resolution: "openai@npm:7.55.0"\n`;
    assert.deepEqual(versions('yarn.lock', text), { openai: ['7.55.0'] });
  });

  it('of PyPI’s packages, by the name that all spellings have', () => {
    const cohere = { cohere: ['6.1.0'], 'opentelemetry-instrumentation-cohere': ['0.50.1'] };
    const toml =
      '[[package]]\nname = "cohere"\nversion = "6.1.0"\ndescription = ""\n\n[[package]]\r\nname = "opentelemetry-instrumentation-cohere"\r\nversion = "0.50.1"\r\n';
    for (const file of ['poetry.lock', 'uv.lock', 'pdm.lock']) assert.deepEqual(versions(file, toml), cohere, file);
    assert.deepEqual(
      versions(
        'requirements.txt',
        'cohere==6.1.0\nOpenTelemetry_Instrumentation.Cohere[x] == 0.50.1 ; python_version > "3"\nopenai>=1\n',
      ),
      cohere,
    );
    const pipfile = { default: { cohere: { hashes: ['sha256:a'], index: 'pypi', version: '==6.1.0' } }, develop: {} };
    assert.deepEqual(versions('Pipfile.lock', JSON.stringify(pipfile, null, 4)), { cohere: ['6.1.0'] });
  });

  it('says nothing of a file in the middle of a merge, or of another one', () => {
    assert.equal(readLock('package-lock.json', '<<<<<<< HEAD\n{'), null);
    assert.equal(readLock('package.json', FILES['package-lock.json'] ?? ''), null);
  });
});

describe('an SDK and what makes spans of it', () => {
  const found = (sdk: string, registry: Registry, has: Readonly<Record<string, string>>): Outgrown[] =>
    outgrownOf([
      {
        root: '/shop',
        file: 'ask.ts',
        site: 'ask',
        sdk,
        registry,
        versionOf: name => (has[name] === undefined ? null : { version: has[name], from: 'a lock' }),
      },
    ]);
  const takes = (...asked: Parameters<typeof found>): string[] => found(...asked).flatMap(one => one.takes);
  const otel = '@opentelemetry/instrumentation-openai';
  const traceloop = '@traceloop/instrumentation-openai';

  it('do not fit where the one is newer than what the other takes, or older', () => {
    const [newer] = found('openai', 'npm', { openai: '7.55.0', [otel]: '0.22.0' });
    assert.deepEqual([newer?.sdk, newer?.takes], ['openai 7.55.0', [`${otel} 0.22.0 takes >=4.19.0 <7`]]);
    assert.deepEqual(newer?.sources.slice(0, 1), ['a lock']);
    assert.match(newer?.sources[1] ?? '', /^https:.*, 2026-\d\d-\d\d$/);
    assert.equal(takes('openai', 'npm', { openai: '4.18.3', [otel]: '0.22.0' }).length, 1);
    assert.deepEqual(takes('cohere', 'pypi', { cohere: '6.1.0', 'opentelemetry-instrumentation-cohere': '0.50.1' }), [
      'opentelemetry-instrumentation-cohere 0.50.1 takes >=4.2.7 <6',
    ]);
    assert.equal(
      takes('openai', 'pypi', { openai: '1.20.0', 'opentelemetry-instrumentation-openai-v2': '2.2b0' }).length,
      1,
    );
  });

  it('do where it takes it', () => {
    assert.deepEqual(takes('openai', 'npm', { openai: '6.99.0', [otel]: '0.22.0' }), []);
    assert.deepEqual(takes('openai', 'npm', { openai: '5.0.0', [otel]: '0.22.0' }), []);
    assert.deepEqual(
      takes('openai', 'pypi', { openai: '2.9.0', 'opentelemetry-instrumentation-openai': '0.60.0' }),
      [],
    );
  });

  it('are not known to be at odds where a version was not read, is not told, or another one makes spans', () => {
    assert.deepEqual(takes('openai', 'npm', { openai: '7.55.0', [otel]: '0.23.0' }), []);
    assert.deepEqual(takes('openai', 'npm', { openai: '7.55.0', [otel]: '0.4.0' }), []);
    assert.deepEqual(takes('openai', 'npm', { openai: '7.0.0-beta.1', [otel]: '0.22.0' }), []);
    assert.deepEqual(takes('openai', 'npm', { [otel]: '0.22.0' }), []);
    assert.deepEqual(takes('openai', 'npm', { openai: '7.55.0' }), []);
    const openInference = { '@arizeai/openinference-instrumentation-openai': '4.2.7' };
    assert.deepEqual(takes('openai', 'npm', { openai: '7.55.0', [otel]: '0.22.0', ...openInference }), []);
    assert.equal(takes('openai', 'npm', { openai: '7.55.0', [otel]: '0.22.0', [traceloop]: '0.27.0' }).length, 2);
    // Of another registry, and of another SDK.
    assert.deepEqual(takes('openai', 'pypi', { openai: '7.55.0', [otel]: '0.22.0' }), []);
    assert.deepEqual(takes('anthropic', 'npm', { openai: '7.55.0', [otel]: '0.22.0' }), []);
  });

  it('have rows that follow one another', () => {
    const number = (version: string): number =>
      version.split('.').reduce((all, part, at) => all + Number(part) * 1000 ** (2 - at), 0);
    for (const { name, takes: rows } of INSTRUMENTATIONS)
      rows.forEach(({ from, through, least, below }, at) => {
        assert.ok(number(from) <= number(through), name);
        assert.ok(below === null || number(least) < number(below), name);
        assert.ok(at === 0 || number(rows[at - 1]?.through ?? '') < number(from), name);
      });
  });
});
