import assert from 'node:assert/strict';
import type { Facts } from '../../server/core/languages/facts.ts';
import { parse, type Parsed } from '../../server/core/languages/syntax.ts';
import { typescript } from '../../server/core/languages/typescript/index.ts';
import { createGrammars } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';
import { ASSERTED, BROKEN, ELEMENTS, PLAIN, TYPED, TYPED_ELEMENTS, TYPING } from './typescript.programs.ts';

describe("the parser of TypeScript's own", () => {
  const grammars = layAssets().then(createGrammars);
  before(async () => (await grammars).need(['typescript', 'tsx', 'javascript']));

  const read = (text: string, extension: string): Parsed | null => typescript.parse?.(text, extension) ?? null;
  const ours = (text: string, extension = 'ts'): Facts =>
    typescript.lower((read(text, extension) ?? assert.fail('not read')).root, text);
  const theirs = async (text: string, extension: string): Promise<Parsed> => {
    const grammar = (await grammars).get(typescript.grammars[extension] ?? '');
    return parse(grammar ?? assert.fail(extension), text);
  };
  const callees = ({ calls }: Facts, text: string): string[] =>
    calls.map(({ expr }) => text.slice(expr.callee.span[0], expr.callee.span[1]));
  const kinds = (text: string, extension = 'ts') =>
    ours(text, extension).bindings.map(({ name, value }) => [
      name,
      value.kind === 'value' ? value.value.kind : value.kind,
    ]);

  const suites: [programs: Readonly<Record<string, string>>, extensions: readonly string[]][] = [
    [TYPED, ['ts', 'tsx', 'mts', 'cts', 'vue', 'svelte']],
    [ASSERTED, ['ts', 'mts', 'vue']],
    [PLAIN, ['ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs']],
    [ELEMENTS, ['tsx', 'js', 'jsx']],
    [TYPED_ELEMENTS, ['tsx']],
  ];
  for (const [programs, extensions] of suites)
    for (const [name, program] of Object.entries(programs))
      it(`reads ${name} as the grammar does`, async () => {
        for (const extension of extensions)
          for (const text of [
            program.slice(1),
            `${program}\n`,
            `\uFEFF${program}`,
            program.replaceAll('\n', '\r\n'),
            `#!x\n${program}`,
          ]) {
            const known = await theirs(text, extension);
            assert.equal(known.broken, false, `grammar: ${extension}`);
            assert.equal(read(text, extension)?.broken, false, extension);
            assert.deepEqual(ours(text, extension), typescript.lower(known.root, text), extension);
          }
      });

  it('reads as the language does what the grammars do not', () => {
    assert.deepEqual(callees(ours('await f<T>(a)'), 'await f<T>(a)'), ['f']);
    assert.deepEqual(callees(ours('await (0, a.b)(c)', 'js'), 'await (0, a.b)(c)'), ['a.b']);
    assert.deepEqual(callees(ours('if (!f<T>(a)) b`c`'), 'if (!f<T>(a)) b`c`'), ['f', 'b']);
    assert.deepEqual(callees(ours('a.b<T>`c`'), 'a.b<T>`c`'), ['a.b']);
    assert.deepEqual(kinds('x = a ?? b!'), [['x', 'fallback']]);
    assert.deepEqual(kinds('x = a as B.C.D'), [['x', 'name']]);
    assert.deepEqual(kinds('using x = f()'), [['x', 'call']]);
    assert.deepEqual(kinds("type X = readonly string[] | 'a'"), [['X', 'oneOf']]);
    assert.deepEqual(kinds('x = () => {}\n(y)'), [['x', 'function']]);
    assert.deepEqual(ours("export { default as a } from 'b' with { type: 'json' }", 'js').exports, [
      { kind: 'from', name: 'a', module: 'b', imported: 'default' },
    ]);
  });

  it('finds the calls of a program that someone is typing', () => {
    for (const [text, expected] of Object.entries(BROKEN)) {
      assert.equal(read(text, 'ts')?.broken, true, text);
      assert.deepEqual(callees(ours(text), text), expected, text);
    }
  });

  it('finds no fewer calls than the grammar when a character is missing or too much', async () => {
    const found = { ours: 0, theirs: 0 };
    for (let at = 0; at < TYPING.length; at += 3)
      for (const typed of ['', '(', '"', '`', '}']) {
        const text = TYPING.slice(0, at) + typed + TYPING.slice(typed ? at : at + 1);
        found.theirs += typescript.lower((await theirs(text, 'ts')).root, text).calls.length;
        found.ours += ours(text).calls.length;
      }
    assert.ok(found.ours >= found.theirs, JSON.stringify(found));
  });

  it('leaves to the grammar what is too deep, and what is rare', () => {
    const deep = (open: string, close: string) => `x = ${open.repeat(3000)}a${close.repeat(3000)}`;
    for (const text of [
      deep('(', ')'),
      deep('[', ']'),
      deep('-', ''),
      deep('f(', ')'),
      deep('a => ', ''),
      deep('a = ', ''),
    ])
      assert.equal(read(text, 'ts'), null, text.slice(0, 20));
    assert.equal(read(deep('{ a: ', '}'), 'js'), null);
    assert.equal(read(`${'if (a) {'.repeat(3000)}${'}'.repeat(3000)}`, 'js'), null);
    assert.equal(read(`let a: ${'B<'.repeat(3000)}`, 'ts'), null);
    assert.equal(read('<!-- old\na()', 'js'), null);
    assert.equal(read('a()\rb()', 'js'), null);
    assert.equal(read(`x = ${'a + '.repeat(10_000)}b`, 'ts')?.broken, false);
    assert.equal(read(`x = a${'.b(c)[d]'.repeat(10_000)}`, 'ts')?.broken, false);
    assert.equal(read(`x = ${'a, '.repeat(100_000)}b`, 'ts')?.broken, false);
  });
});
