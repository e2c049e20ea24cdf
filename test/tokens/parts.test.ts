import assert from 'node:assert/strict';
import type { InputTokens, Part, Prompt } from '../../server/core/model.ts';
import type { CountTokens } from '../../server/core/ports.ts';
import { inputTokens } from '../../server/core/tokens/index.ts';
import { countParts } from '../../server/core/tokens/parts.ts';
import { open } from '../../server/core/tokens/ranges.ts';
import { choice, hole, model, place, prompt, QUESTION, range, says, SYSTEM, text, times, user } from './prompts.ts';
import { openCounters } from './vocabularies.ts';

describe('parts of a prompt', () => {
  const framed = 7; // one message of gpt-4o
  let count: CountTokens;
  before(async function () {
    this.timeout(60_000);
    count = await openCounters();
  });
  const ask = (id: string, of: Prompt): InputTokens => inputTokens(of, 'chat', model(id), count);
  const askUser = (...parts: Part[]): InputTokens => ask('gpt-4o', prompt([user(...parts)]));

  it('of text are joined before they are counted', () => {
    assert.equal(askUser(text('Tell me mo'), text('re about it')).likely, framed + 5);
  });

  it('that are holes open the upper bound, each reason once', () => {
    const asked = askUser(text(SYSTEM), hole('question'), hole('question'), hole('rows', 'a value of a library'));
    assert.deepEqual(range(asked), [framed + 3, null, null, 'lower-bound']);
    assert.deepEqual(asked.why, ['`question` is a parameter', '`rows` is a value of a library']);
    assert.equal(asked.error, null);
  });

  it('of a hole and a fitted rule are a lower bound', () => {
    const asked = ask('claude-sonnet-4', prompt([user(text(SYSTEM), hole('question'))]));
    assert.deepEqual(range(asked), [10, null, null, 'lower-bound']); // 3 × 1.14 + 6.5 = 9.92
    assert.equal(asked.why.length, 2);
  });

  it('that are a choice give a range, exact where its arms are', () => {
    const either = askUser(text('Tell me '), choice([text('more')], [text('more about it')]));
    assert.deepEqual(range(either), [framed + 3, null, framed + 5, 'exact']);
  });

  it('that are a choice of equals are one number', () => {
    assert.deepEqual(range(askUser(choice([text('more')], [text('less')]))), [
      framed + 1,
      framed + 1,
      framed + 1,
      'exact',
    ]);
  });

  it('on both sides of a choice are joined with each arm', () => {
    // "Tell me more" and "Tell me less" are 3 tokens; "Tell me mo" + "re" would be 4.
    assert.deepEqual(range(askUser(text('Tell me '), choice([text('mo')], [text('befo')]), text('re'))), [
      10,
      10,
      10,
      'exact',
    ]);
  });

  it('that are too many choices are counted apart', () => {
    const six = Array.from({ length: 6 }, () => choice([text(' more')], [text(' about it')]));
    const asked = askUser(...six);
    assert.deepEqual(range(asked), [framed + 6, null, framed + 12, 'approximate']);
    assert.deepEqual(asked.why, ['alternatives too many to write out']);
  });

  it('with a hole in one arm keep the other as lower bound', () => {
    assert.deepEqual(range(askUser(choice([text(QUESTION)], [hole('question')]))), [framed, null, null, 'lower-bound']);
  });

  it('that repeat a known number of times multiply', () => {
    assert.deepEqual(range(askUser(times(3, text(' more')))), [framed + 3, framed + 3, framed + 3, 'exact']);
    assert.deepEqual(range(askUser(times(1000, text(' more')))), [1007, 1007, 1007, 'approximate']);
    assert.deepEqual(range(askUser(times(0, text(' more')))), [framed, framed, framed, 'exact']);
  });

  it('that repeat an unknown number of times may be none', () => {
    const repeat: Part = {
      kind: 'repeat',
      parts: [text(' more')],
      count: { known: false, why: 'a parameter' },
      over: 'pages',
      place,
    };
    const asked = askUser(text(SYSTEM), repeat);
    assert.deepEqual(range(asked), [framed + 3, null, null, 'lower-bound']);
    assert.deepEqual(asked.why, ['sent once for each of `pages`: a parameter']);
  });

  it('that are images are counted by their size, where it is known', () => {
    const asked = askUser(text(SYSTEM), { kind: 'media', media: 'image', place });
    assert.deepEqual(range(asked), [framed + 3, null, null, 'lower-bound']);
    assert.deepEqual(asked.why, ['the size of an image is not known']);
    const sized = askUser({ kind: 'media', media: 'image', place, size: { width: 1024, height: 1024 } });
    assert.deepEqual(range(sized), [...Array<number>(3).fill(framed + 85 + 4 * 170), 'approximate']);
  });

  it('that are sound or documents have the rule that would count them, and what it lacks', () => {
    const why = (id: string, media: 'audio' | 'file'): string =>
      ask(id, prompt([user({ kind: 'media', media, place })])).why.join('\n');
    assert.match(
      why('gemini-2.5-flash', 'audio'),
      /sound takes 32 tokens a second \(https:.*\): how long it is, only the run/,
    );
    assert.match(why('gemini-2.5-flash', 'file'), /a PDF takes 258 tokens a page/);
    assert.match(why('gemini-3.5-flash', 'file'), /no rule known for how gemini-3\.5-flash bills a document/);
    assert.match(why('claude-sonnet-4-5', 'file'), /1,500 to 3,000 tokens of text a page, and an image of each/);
    assert.match(why('gpt-4o', 'file'), /its text and an image of each page/);
    assert.equal(why('gpt-4o', 'audio'), 'no rule known for how gpt-4o bills sound');
  });

  it('are told one by one, with the framing', () => {
    const asked = ask(
      'gpt-4o',
      prompt([says('system', `${SYSTEM}\nand more`), user(text(QUESTION, 'QUESTION'), text('\n'), hole('rows'))]),
    );
    assert.deepEqual(
      asked.parts.map(part => [part.label, part.role, part.tokens.min, part.tokens.max]),
      [
        [`"${SYSTEM}"`, 'system', 6, 6],
        ['QUESTION', 'user', 5, 5],
        ['rows', 'user', 1, null],
        ['chat framing', 'framing', 11, 11],
      ],
    );
  });

  it('of one template are one row with its holes', () => {
    const asked = ask(
      'gpt-4o',
      prompt([user(text('Dear '), hole('name'), text(', from '), text('Kiel', 'CITY'), hole('rest'))]),
    );
    assert.deepEqual(
      asked.parts.map(part => part.label),
      ['"Dear {name}, from"', 'CITY', 'chat framing'],
    );
  });

  it('of a definition has no framing', () => {
    assert.deepEqual(
      range(
        countParts(
          [text(SYSTEM), choice([text(' now')], [text(' and now')])],
          whole => count('o200k_base', whole),
          () => open('no media here'),
        ),
      ),
      [4, null, 5, 'exact'],
    );
  });
});
