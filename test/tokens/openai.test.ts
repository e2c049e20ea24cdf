import assert from 'node:assert/strict';
import type { Attachment, Message, Prompt } from '../../server/core/model.ts';
import type { CountTokens } from '../../server/core/ports.ts';
import { imageTokens } from '../../server/core/tokens/images.ts';
import { inputTokens } from '../../server/core/tokens/index.ts';
import { readFormat, readTools } from '../../server/core/tokens/schema.ts';
import { namespaceOf } from '../../server/core/tokens/typescript.ts';
import { model, place, prompt, QUESTION, says } from './prompts.ts';
import { openCounters } from './vocabularies.ts';

const tool = (properties: Record<string, unknown>, rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'book',
  description: 'Book a table.',
  parameters: { type: 'object', properties, required: Object.keys(properties), ...rest },
});

/** What stands between the heads of the namespace and its end. */
function declared(...tools: Record<string, unknown>[]): string {
  const text = namespaceOf(readTools(tools.map(one => ({ type: 'function', function: one })))?.value.tools ?? []);
  return text
    .replace('# Tools\n\n## functions\n\nnamespace functions {\n\n', '')
    .replace('} // namespace functions', '');
}

describe('tools as OpenAI renders them', () => {
  it('without a comment in one line', () =>
    assert.equal(
      declared(tool({ guests: { type: 'integer' }, outside: { type: 'boolean' } })),
      '// Book a table.\ntype book = (_: { guests: number, outside: boolean }) => any;\n\n',
    ));

  it('with titles, descriptions, defaults and limits as comments', () =>
    assert.equal(
      declared(
        tool(
          {
            day: { title: 'Day', type: 'string', description: 'Which day.\n\n  As a date.' },
            guests: { type: 'number', minimum: 1, default: 2 },
          },
          { required: ['day'] },
        ),
      ),
      [
        '// Book a table.',
        'type book = (_: {',
        '// Day',
        '// Which day.',
        '//',
        '// As a date.',
        'day: string,',
        'guests?: number, // default: 2 // minimum: 1',
        '}) => any;\n\n',
      ].join('\n'),
    ));

  it('with enums, lists, references and several types', () =>
    assert.equal(
      declared(
        tool(
          {
            place: { enum: ['in', 'out'], description: 'Where.' },
            meals: { type: 'array', items: { $ref: '#/$defs/Meal' } },
            note: { type: ['string', 'null'], description: 'A note.' },
            size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
          },
          { $defs: { Meal: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } } },
        ),
      ),
      [
        '// Book a table.',
        'type book = (_: {',
        '// Where.',
        'place: "in" | "out",',
        'meals: {',
        ' name: string,',
        ' }[],',
        '// A note.',
        'note: string // A note.',
        ' | null // A note.',
        ',',
        'size: number | null,',
        '}) => any;\n\n',
      ].join('\n'),
    ));

  it('without parameters', () => assert.match(declared(tool({})), /type book = \(\) => any;/));

  it('a type that holds itself comes to an end', () =>
    assert.match(
      declared(
        tool(
          { tree: { $ref: '#/$defs/Tree' } },
          { $defs: { Tree: { type: 'object', properties: { next: { $ref: '#/$defs/Tree' } } } } },
        ),
      ),
      /tree: object/,
    ));
});

describe('tools and formats of each provider', () => {
  const [name, description, schema] = ['book', 'Book.', { type: 'object', properties: {} }];
  const shapes: Record<string, unknown> = {
    'OpenAI chat': { type: 'function', function: { name, description, parameters: schema } },
    'OpenAI responses': { type: 'function', name, description, parameters: schema },
    Anthropic: { name, description, input_schema: schema },
    Bedrock: { toolSpec: { name, description, inputSchema: { json: schema } } },
    Gemini: { functionDeclarations: [{ name, description, parameters: schema }] },
  };
  for (const [provider, shape] of Object.entries(shapes))
    it(provider, () => assert.deepEqual(readTools([shape])?.value.tools, [{ name, description, parameters: schema }]));

  it('of a shape that nobody knows are not taken for none', () => assert.equal(readTools(['search']), undefined));

  it('a format is told by its schema', () => {
    assert.equal(readFormat({ type: 'json_object' }), undefined);
    assert.deepEqual(readFormat({ type: 'json_schema', json_schema: { name: 'answer', schema } }), {
      value: { name: 'answer', description: '', schema },
      endpoint: 'chat',
    });
  });
});

describe('requests to OpenAI', () => {
  let count: CountTokens;
  before(async function () {
    this.timeout(60_000);
    count = await openCounters();
  });
  const likely = (id: string, of: Prompt): number | null => inputTokens(of, 'chat', model(id), count).likely;
  const attach = (kind: Attachment['kind'], json: unknown, rest: Partial<Attachment> = {}): Attachment => ({
    kind,
    json: { known: true, value: [json] },
    place,
    ...rest,
  });
  const weather = (shape: (parameters: unknown) => unknown): unknown =>
    shape({ type: 'object', properties: { city: { type: 'string', description: 'The city' } }, required: ['city'] });
  const chat = weather(parameters => ({
    type: 'function',
    function: { name: 'weather', description: 'Ask.', parameters },
  }));
  const responses = weather(parameters => ({ type: 'function', name: 'weather', description: 'Ask.', parameters }));

  it('bill tools by endpoint, model and choice', () => {
    const alone = (id: string, json: unknown, rest?: Partial<Attachment>): number =>
      (likely(id, prompt([says('user', QUESTION)], { attachments: [attach('tools', json, rest)] })) ?? NaN) -
      (likely(id, prompt([says('user', QUESTION)])) ?? NaN);
    const rendered = alone('gpt-4o', chat) - 3;
    assert.equal(alone('gpt-4o', responses), rendered - 3);
    assert.equal(alone('gpt-5', chat), rendered + 88);
    assert.equal(alone('gpt-5', responses), rendered + 3);
    assert.equal(alone('o4-mini', chat), rendered + 4);
    assert.equal(alone('gpt-4o', chat, { choice: { name: 'weather' } }), rendered + 3 + 7 + 1);
    assert.equal(alone('gpt-4o', responses, { choice: 'required' }), rendered - 3 + 9);
  });

  it('bill a form of the answer without what it does not allow', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['n'],
      additionalProperties: false,
    };
    const asked = likely(
      'gpt-4o',
      prompt([says('user', QUESTION)], {
        attachments: [attach('schema', { format: { type: 'json_schema', name: 'answer', schema } })],
      }),
    );
    const text = '# Response Formats\n\n## answer\n\n{"type":"object","properties":{"n":{"type":"integer"}}}';
    assert.equal(asked, 12 + count('o200k_base', text) + 1);
  });

  it('name the tool at its call and at its result', () => {
    const called: Message = { role: 'assistant', parts: [], calls: [{ name: 'weather', arguments: '{}', place }] };
    const turn = prompt([says('user', QUESTION), called, { ...says('tool', QUESTION), name: 'weather' }]);
    assert.equal(likely('gpt-4o', turn), 12 + 13 + 2 * 1 + 1 + 5);
    assert.equal(likely('gpt-5', turn), 11 + 19 + 2 * 1 + 1 + 5);
    const asked = { ...turn, attachments: [attach('tools', responses)] };
    const [before, since] = ['gpt-5', 'gpt-5.4'].map(id => likely(id, asked) ?? NaN) as [number, number];
    assert.equal(since - before, 3, 'a call to the Responses API takes three more since 5.4');
  });

  it('bill images by tiles or patches', () => {
    // As billed, or as documented.
    assert.equal(imageTokens('gpt-4o', { width: 2048, height: 4096 }), 1105);
    assert.equal(imageTokens('gpt-4o', { width: 2048, height: 4096 }, 'low'), 85);
    assert.equal(imageTokens('gpt-4.1-mini', { width: 1024, height: 1024 }), 1659);
    assert.equal(imageTokens('claude-haiku-4-5', { width: 1000, height: 1000 }), 1334);
    assert.equal(imageTokens('gemini-2.5-flash', { width: 4000, height: 3000 }), 258);
    assert.equal(imageTokens('house-model', { width: 1, height: 1 }), undefined);
  });
});
