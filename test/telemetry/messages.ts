import { create, type DescField, type DescMessage, ScalarType, toBinary } from '@bufbuild/protobuf';
import * as fc from 'fast-check';
import { CONTENT_KEYS, CONTENT_TEXT_KEYS } from './expected.ts';

/** Random messages by their definition alone: every field, those that nobody reads among them. */

const keys = fc.oneof(
  fc.constantFrom('gen_ai.request.model', 'gen_ai.usage.input_tokens', 'server.port', 'team', 'größe', ''),
  fc.constantFrom(...CONTENT_KEYS, ...CONTENT_TEXT_KEYS),
);

/** @bufbuild/protobuf takes a byte order mark off the front of a text. */
const text = fc
  .oneof(
    { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 330, maxLength: 1100 }) },
  )
  .map(value => value.replace(/^\uFEFF+/, ''));

const bytes = fc.constantFrom(0, 7, 8, 16, 17).chain(length => fc.uint8Array({ minLength: length, maxLength: length }));
const signed64 = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-300n, 300n));
const unsigned64 = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 300n));

const SCALARS: Partial<Record<ScalarType, fc.Arbitrary<unknown>>> = {
  [ScalarType.STRING]: text,
  [ScalarType.BYTES]: bytes,
  [ScalarType.BOOL]: fc.boolean(),
  // JSON has no negative zero.
  [ScalarType.DOUBLE]: fc.double().map(value => value + 0),
  [ScalarType.INT64]: signed64,
  [ScalarType.SFIXED64]: signed64,
  [ScalarType.UINT64]: unsigned64,
  [ScalarType.FIXED64]: unsigned64,
  [ScalarType.INT32]: fc.integer(),
  [ScalarType.SINT32]: fc.integer(),
  [ScalarType.UINT32]: fc.nat(),
  [ScalarType.FIXED32]: fc.nat(),
};

/** `depth`: how many messages may lie in one another below this one. */
export function messages(of: DescMessage, depth: number): fc.Arbitrary<Uint8Array> {
  return inits(of, depth).map(init => toBinary(of, create(of, init as never)));
}

function inits(of: DescMessage, depth: number): fc.Arbitrary<object> {
  const fields = of.fields.filter(field => !field.oneof && (depth > 0 || !field.message));
  const plain = fc.record(Object.fromEntries(fields.map(field => [field.localName, values(field, depth)])), {
    requiredKeys: fields.filter(field => field.message).map(field => field.localName),
  });
  const choices = of.oneofs.map(oneof => {
    const options = oneof.fields
      .filter(field => depth > 0 || !field.message)
      .map(field => fc.record({ case: fc.constant(field.localName), value: values(field, depth) }));
    return fc.record({ [oneof.localName]: fc.oneof(fc.constant(undefined), ...options) });
  });
  return fc.tuple(plain, ...choices).map(parts => Object.assign({}, ...parts) as object);
}

function values(field: DescField, depth: number): fc.Arbitrary<unknown> {
  const one = single(field, depth);
  return field.fieldKind === 'list' ? fc.array(one, { maxLength: field.message ? 3 : 5 }) : one;
}

function single(field: DescField, depth: number): fc.Arbitrary<unknown> {
  if (field.message) return inits(field.message, depth - 1);
  if (field.enum) return fc.constantFrom(...field.enum.values.map(value => value.number));
  if (field.name === 'key') return keys;
  return SCALARS[field.scalar as ScalarType] ?? fc.constant(undefined);
}
