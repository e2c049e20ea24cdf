import assert from 'node:assert/strict';
import type { Attachment, CallKind, InputTokens, Prompt } from '../../server/core/model.ts';
import type { CountTokens } from '../../server/core/ports.ts';
import { inputTokens, outputTokens } from '../../server/core/tokens/index.ts';
import { hole, model, place, prompt, QUESTION, range, says, SYSTEM, text, user } from './prompts.ts';
import { openCounters } from './vocabularies.ts';

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } };
const tools = (json: Attachment['json']): Attachment => ({ kind: 'tools', json, place });

describe('tokens of a prompt', () => {
  let count: CountTokens;
  before(async function () {
    this.timeout(60_000);
    count = await openCounters();
  });
  const ask = (id: string | null, of: Prompt, kind: CallKind = 'chat'): InputTokens =>
    inputTokens(of, kind, id === null ? null : model(id), count);

  describe('framing', () => {
    const dialogue = prompt([
      says('system', SYSTEM),
      says('user', QUESTION),
      says('assistant', SYSTEM),
      says('user', QUESTION),
    ]);

    it('of OpenAI is 4 a message and 3 for the reply', () => {
      for (const id of [
        'gpt-4o',
        'gpt-4.1-mini',
        'gpt-4',
        'gpt-3.5-turbo-0125',
        'ft:gpt-4o-mini-2024-07-18:shop::abc',
      ]) {
        assert.deepEqual(range(ask(id, dialogue)), [35, 35, 35, 'exact'], id); // 16 of text + 4 × 4 + 3
      }
    });

    it('of reasoning models is 2 for the reply and 2 more for a turn of the assistant', () => {
      for (const id of ['gpt-5', 'gpt-5.2-chat', 'o3-mini', 'o4-mini', 'GPT-5-nano']) {
        assert.deepEqual(range(ask(id, dialogue)), [36, 36, 36, 'exact'], id); // 16 + 4 × 4 + 2 + 2
      }
    });

    it('of Claude is a fit, and its error is told', () => {
      const fit = ask('claude-sonnet-4-5', dialogue);
      assert.deepEqual(range(fit), [28, 28, 28, 'approximate']);
      assert.equal(fit.tokenizer, 'claude-4.5 (fitted)');
      assert.match(fit.error ?? '', /^±[\d.]+ %, p95 \d+ % on \d+ billed requests$/);
      assert.ok(fit.billed && fit.billed.min < 28 && fit.billed.max > 28);
      assert.ok(fit.parts.every(part => part.tokens.exactness === 'approximate'));
    });

    it('of Gemini is one a message since 2.5', () => {
      assert.equal(ask('gemini-2.0-flash', dialogue).likely, 16);
      assert.equal(ask('gemini-2.5-flash', dialogue).likely, 20); // and the digits of Qwen's vocabulary
    });

    it('is none around embeddings and completions; inputs add up', () => {
      const inputs = prompt([user(text(SYSTEM)), user(text(QUESTION))]);
      assert.deepEqual(range(ask('text-embedding-3-small', inputs, 'embedding')), [8, 8, 8, 'exact']);
      assert.deepEqual(range(ask('gpt-3.5-turbo-instruct', inputs, 'completion')), [8, 8, 8, 'exact']);
    });

    it('never takes off more than there is', () => {
      const texts = prompt([user(text(SYSTEM)), user(hole('texts'))]);
      assert.equal(ask('voyage-3', prompt([user(hole('texts'))]), 'embedding').min, 0);
      assert.equal(ask('voyage-3', texts, 'embedding').min, 1); // a token less of each of two
    });

    it('of tool results is not modelled', () => {
      const result = ask('gpt-4o', prompt([says('user', QUESTION), says('tool', SYSTEM)]));
      assert.deepEqual(range(result), [19, 19, 19, 'approximate']);
      assert.deepEqual(result.why, ['tool calls and results are counted as plain messages']);
    });
  });

  describe('the tokenizer of a model', () => {
    const tokenizers: Record<string, string[]> = {
      o200k_base: [
        'gpt-4o',
        'chatgpt-4o-latest',
        'gpt-4.5-preview',
        'gpt-5.4-nano',
        'o1',
        'codex-mini-latest',
        'gpt-oss-120b',
        'grok-4',
      ],
      cl100k_base: ['gpt-4', 'gpt-4-turbo', 'gpt-35-turbo', 'text-embedding-ada-002', 'davinci-002'],
      p50k_base: ['text-davinci-003'],
      r50k_base: ['davinci', 'text-ada-001'],
      'claude-4.7+ (fitted)': [
        'claude-opus-4-7',
        'claude-opus-4.8',
        'claude-sonnet-5',
        'us.anthropic.claude-opus-5-v1:0',
      ],
      'claude-4.6 (fitted)': ['claude-opus-4-6', 'global.anthropic.claude-sonnet-4-6'],
      'claude-4.5 (fitted)': ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-haiku-4.5', 'claude-4.5-sonnet'],
      'claude-4 (fitted)': [
        'claude-4-sonnet-20250514',
        'claude-sonnet-4@20250514',
        'claude-opus-4-1-20250805',
        'claude-sonnet-4-0',
      ],
      'claude-3.7 (fitted)': ['claude-3-7-sonnet-latest'],
      'claude-3.5 (fitted)': ['anthropic.claude-3-5-haiku-20241022-v1:0'],
      'claude-3-opus (fitted)': ['claude-3-opus-20240229'],
      qwen: ['command-r-plus', 'cohere.command-r-v1:0', 'qwen3-32b'],
    };
    for (const [tokenizer, ids] of Object.entries(tokenizers)) {
      it(tokenizer, () =>
        assert.deepEqual(
          ids.map(id => ask(id, prompt([says('user', 'Hi')])).tokenizer),
          ids.map(() => tokenizer),
        ),
      );
    }

    it('that is not built in makes the count approximate, and says so', () => {
      const llama = ask('meta-llama/Llama-3.3-70B-Instruct', prompt([says('user', QUESTION)]));
      assert.deepEqual(range(llama), [40, 40, 40, 'approximate']);
      assert.deepEqual(llama.why, ['Llama 3.1+ is counted with cl100k_base']);
      assert.match(llama.error ?? '', /on \d+ billed requests$/);
    });

    it('that nobody knows is told apart from no model at all', () => {
      const question = prompt([says('user', QUESTION)]);
      assert.deepEqual(range(ask('house-model', question)), [5, 5, 5, 'approximate']);
      assert.deepEqual(ask('house-model', question).why, [
        'no tokenizer known for house-model; counted with o200k_base',
      ]);
      assert.deepEqual(ask(null, question).why, ['no model known; counted with o200k_base']);
    });
  });

  describe('what else is sent', () => {
    it('a prompt that is open is a lower bound', () => {
      const asked = ask('gpt-4o', prompt([says('user', QUESTION)], { open: ['`history` is a parameter'] }));
      assert.deepEqual(range(asked), [12, null, null, 'lower-bound']);
      assert.deepEqual(asked.why, ['`history` is a parameter']);
    });

    it('known tools are counted as OpenAI renders them', () => {
      const asked = ask(
        'gpt-4o',
        prompt([says('user', QUESTION)], { attachments: [tools({ known: true, value: [weather] })] }),
      );
      const rendered = count(
        'o200k_base',
        '# Tools\n\n## functions\n\nnamespace functions {\n\ntype weather = () => any;\n\n} // namespace functions',
      );
      assert.deepEqual(range(asked), [...Array<number>(3).fill(12 + rendered + 3), 'approximate']);
      assert.match(asked.error ?? '', /^with tools: ±0 %, p95 \d/);
      assert.deepEqual(
        asked.parts.map(part => part.role),
        ['user', 'tools', 'framing'],
      );
    });

    it('known tools of Claude come with a long instruction', () => {
      const asked = ask(
        'claude-sonnet-4-5',
        prompt([says('user', QUESTION)], { attachments: [tools({ known: true, value: [weather] })] }),
      );
      assert.ok((asked.likely ?? 0) > 400);
      assert.match(asked.error ?? '', /^with tools: ±/);
    });

    it('a schema never makes a request shorter', () => {
      const properties = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`field_${at}`, { type: 'string' }]));
      const json = [{ type: 'json_schema', json_schema: { name: 'form', schema: { type: 'object', properties } } }];
      const schema: Attachment = { kind: 'schema', json: { known: true, value: json }, place };
      const [alone, asked] = [[], [schema]].map(attachments =>
        ask('llama-3.1-8b-instant', prompt([says('user', QUESTION)], { attachments })),
      );
      assert.ok((asked?.min ?? 0) >= (alone?.min ?? Infinity));
    });

    it('tools that the provider runs add what nobody can count', () => {
      const asked = ask(
        'gpt-4o',
        prompt([says('user', QUESTION)], { attachments: [tools({ known: true, value: [{ type: 'web_search' }] })] }),
      );
      assert.deepEqual(range(asked), [12, null, null, 'lower-bound']);
      assert.deepEqual(asked.why, ['what the tool `web_search` adds is billed too']);
    });

    it('tools that could not be read are a lower bound; an empty list is nothing', () => {
      const unread = ask(
        'gpt-4o',
        prompt([says('user', QUESTION)], { attachments: [tools({ known: false, why: '`extra` is a parameter' })] }),
      );
      assert.deepEqual(range(unread), [12, null, null, 'lower-bound']);
      assert.deepEqual(unread.why, ['tools not all known: `extra` is a parameter']);
      const none = ask(
        'gpt-4o',
        prompt([says('user', QUESTION)], { attachments: [tools({ known: true, value: [] })] }),
      );
      assert.deepEqual([...range(none), none.error], [12, 12, 12, 'exact', null]);
    });

    it('a prompt of which nothing is known is unknown, not zero', () => {
      assert.deepEqual(range(ask('gpt-4o', prompt([]))), [0, null, null, 'unknown']);
      const asked = ask('gpt-4o', prompt([], { open: ['`messages` is a parameter'] }));
      assert.deepEqual([asked.exactness, asked.tokenizer, asked.why], ['unknown', null, ['`messages` is a parameter']]);
    });
  });

  it('of an answer is bounded by the call alone', () => {
    assert.deepEqual(range(outputTokens({ kind: 'chat', maxOutput: { known: true, value: 500 } })), [
      0,
      null,
      500,
      'lower-bound',
    ]);
    assert.deepEqual(range(outputTokens({ kind: 'chat', maxOutput: { known: false, why: 'no limit set' } })), [
      0,
      null,
      null,
      'unknown',
    ]);
    assert.deepEqual(range(outputTokens({ kind: 'embedding', maxOutput: { known: false, why: 'no limit set' } })), [
      0,
      0,
      0,
      'exact',
    ]);
  });
});
