import assert from 'node:assert/strict';
import { answersOf } from '../../server/core/tokens/answers.ts';

const length = (text: string): number => text.length;
const object = (properties: Record<string, unknown>, rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...rest,
});
const bounds = (schema: unknown): [string | undefined, string | null | undefined] => {
  const { shortest, longest } = answersOf(schema, length) ?? {};
  return [shortest, longest];
};

describe('answers in a form', () => {
  it('are bounded on both sides where the form leaves nothing open', () => {
    const schema = object({
      kind: { type: 'string', enum: ['spam', 'question'] },
      urgent: { type: 'boolean' },
      stars: { type: 'integer', minimum: 1, maximum: 10 },
      note: { anyOf: [{ const: 'later' }, { type: 'null' }] },
    });
    assert.deepEqual(bounds(schema), [
      '{"kind":"spam","urgent":true,"stars":0,"note":null}',
      '{"kind": "question", "urgent": false, "stars": 10, "note": "later"}',
    ]);
    assert.deepEqual(bounds({ type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 3 }), [
      '[true]',
      '[false, false, false]',
    ]);
  });

  it('have no longest where a text, a number or a list is open, or more fields may come', () => {
    assert.deepEqual(bounds(object({ title: { type: 'string' } })), ['{"title":""}', null]);
    assert.deepEqual(bounds(object({ price: { type: 'number' } })), ['{"price":0}', null]);
    assert.deepEqual(bounds({ type: 'ARRAY', items: { type: 'STRING' } }), ['[]', null], 'as Google spells types');
    assert.deepEqual(bounds(object({ ok: { type: 'boolean' } }, { additionalProperties: undefined })), [
      '{"ok":true}',
      null,
    ]);
  });

  it('leave out what is not required', () => {
    assert.deepEqual(bounds(object({ a: { type: 'boolean' }, b: { type: 'boolean' } }, { required: ['b'] })), [
      '{"b":true}',
      '{"a": false, "b": false}',
    ]);
  });

  it('are followed through definitions, also of a form that holds itself', () => {
    const node = object({ name: { type: 'string' }, next: { anyOf: [{ $ref: '#/$defs/Node' }, { type: 'null' }] } });
    assert.deepEqual(bounds({ $ref: '#/$defs/Node', $defs: { Node: node } }), ['{"name":"","next":null}', null]);
    const endless = object({ next: { $ref: '#/$defs/Node' } });
    assert.equal(answersOf({ $ref: '#/$defs/Node', $defs: { Node: endless } }, length), undefined, 'no answer ends');
    const names = Array.from({ length: 30 }, (_, at) => `n${at}`);
    const many = object(Object.fromEntries(names.map(name => [name, { $ref: `#/$defs/${name}` }])));
    const tangled = { ...many, $defs: Object.fromEntries(names.map(name => [name, many])) };
    assert.equal(answersOf(tangled, length), undefined, 'too much to write out');
  });

  it('are any JSON where nothing is said', () => assert.deepEqual(bounds({}), ['0', null]));
});
