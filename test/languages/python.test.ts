import assert from 'node:assert/strict';
import type { Facts } from '../../server/core/languages/facts.ts';
import { python } from '../../server/core/languages/python/index.ts';
import { type Grammar, parse } from '../../server/core/languages/syntax.ts';
import { createGrammars } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';
import { BROKEN, PROGRAMS, TYPED } from './python.programs.ts';

describe("the parser of Python's own", () => {
  let grammar: Grammar;
  before(async () => {
    const grammars = createGrammars(await layAssets());
    await grammars.need(['python']);
    grammar = grammars.get('python') ?? assert.fail();
  });

  const ours = (text: string): Facts => {
    const parsed = python.parse?.(text, 'py') ?? assert.fail('not read');
    return python.lower(parsed.root, text);
  };
  const theirs = (text: string): Facts => python.lower(parse(grammar, text).root, text);
  const callees = ({ calls }: Facts, text: string): string[] =>
    calls.map(({ expr }) => text.slice(expr.callee.span[0], expr.callee.span[1]));

  for (const [name, program] of Object.entries(PROGRAMS))
    it(`reads ${name} as the grammar does`, () => {
      for (const text of [
        program.slice(1),
        program,
        `${program}\n`,
        `\uFEFF${program}`,
        program.replaceAll('\n', '\r\n'),
      ]) {
        assert.equal(python.parse?.(text, 'py')?.broken, false);
        assert.equal(parse(grammar, text).broken, false);
        assert.deepEqual(ours(text), theirs(text));
      }
    });

  it('reads as Python does what the grammar does not', () => {
    const values = (text: string) =>
      ours(text).bindings.map(({ name, value }) => [name, value.kind === 'value' ? value.value.kind : value.kind]);
    assert.deepEqual(values('with (open(x) as f): pass'), [['f', 'call']]);
    assert.deepEqual(values('with (open(x) as f,): pass'), [['f', 'call']]);
    assert.deepEqual(values('(x := a if b else c)'), [['x', 'choice']]);
    assert.deepEqual(values('x = r"\\\\" + f"{y:=5}"'), [['x', 'sum']]);
    assert.deepEqual(values('type(x).y = z'), [['x', 'unknown']].slice(1));
    assert.deepEqual(callees(ours('type(x).y = z'), 'type(x).y = z'), ['type']);
    assert.deepEqual(callees(ours('x = [1], *f()'), 'x = [1], *f()'), ['f']);
  });

  it('finds the calls of a program that someone is typing', () => {
    for (const [text, expected] of Object.entries(BROKEN)) {
      assert.equal(python.parse?.(text, 'py')?.broken, true, text);
      assert.deepEqual(callees(ours(text), text), expected, text);
    }
  });

  it('finds no fewer calls than the grammar when a character is missing or too much', () => {
    const found = { ours: 0, theirs: 0 };
    for (let at = 0; at < TYPED.length; at++)
      for (const typed of ['', '(', '"', ':']) {
        const text = TYPED.slice(0, at) + typed + TYPED.slice(typed ? at : at + 1);
        const parsed = python.parse?.(text, 'py');
        found.theirs += theirs(text).calls.length;
        found.ours += parsed ? python.lower(parsed.root, text).calls.length : theirs(text).calls.length;
      }
    assert.ok(found.ours >= found.theirs, JSON.stringify(found));
  });

  it('leaves to the grammar what is too deep, and what is another language', () => {
    const deep = (open: string, close: string) => `x = ${open.repeat(3000)}a${close.repeat(3000)}`;
    for (const text of [
      deep('(', ')'),
      deep('[', ']'),
      deep('-', ''),
      deep('f(', ')'),
      deep('lambda: ', ''),
      deep('not ', ''),
    ])
      assert.equal(python.parse?.(text, 'py'), null);
    for (const text of [
      'print "Python 2"',
      'exec code in x',
      'try: a\nexcept A, e: b',
      Array(200).fill('a b').join('\n'),
    ])
      assert.equal(python.parse?.(text, 'py'), null, text);
    assert.equal(python.parse?.(`x = ${'a + '.repeat(10_000)}b`, 'py')?.broken, false);
    assert.equal(python.parse?.(`x = a${'.b(c)[d]'.repeat(10_000)}`, 'py')?.broken, false);
  });
});
