import { type Draft, keep, keptList } from './attributes.ts';
import { type Keeping, MAX_TEXT_BYTES, openKeeping } from './content.ts';
import { type Json, toBoolean, toList, toNumber, toRecord, toShort, toText, utf8Bytes } from './json.ts';
import type { Attributes, AttributeValue } from './model.ts';
import type { GroupOrigin } from './request.ts';
import { MAX_ITEMS, takeItem } from './wire.ts';

/** What one reading of OTLP/JSON shares. */
export interface JsonReader {
  itemsLeft: number;
  keepingOf: (key: string) => Keeping;
}

export const openJsonReader = (): JsonReader => ({ itemsLeft: MAX_ITEMS, keepingOf: openKeeping() });

/** What is listed under a key, each counted. */
export function* each(reader: JsonReader, from: Json, key: string): Generator<Json> {
  for (const entry of toList(from[key], key)) {
    takeItem(reader);
    yield toRecord(entry, `an entry of ${key}`);
  }
}

/** Everything that lies in groups by resource and by scope. */
export function* eachInGroups(
  reader: JsonReader,
  request: Json,
  keys: readonly [resources: string, scopes: string, entries: string],
): Generator<{ origin: GroupOrigin; entry: Json }> {
  for (const byResource of each(reader, request, keys[0])) {
    const resource = toAttributes(reader, toRecord(byResource['resource'], 'resource'));
    for (const byScope of each(reader, byResource, keys[1])) {
      const said = toRecord(byScope['scope'], 'scope');
      const scope = { name: toShort(said['name'], 'scope.name'), version: toShort(said['version'], 'scope.version') };
      for (const entry of each(reader, byScope, keys[2])) yield { origin: { resource, scope }, entry };
    }
  }
}

export function toAttributes(reader: JsonReader, from: Json): Draft<Attributes> {
  const attributes: Draft<Attributes> = {};
  for (const { key: said, value } of each(reader, from, 'attributes')) {
    const key = toShort(said, 'a key');
    keep(attributes, key, reader.keepingOf(key), toValue(reader, toRecord(value, 'a value')));
  }
  return attributes;
}

/** As of protobuf: maps, bytes, lists in lists and what is too long are left out. */
function toValue(reader: JsonReader, value: Json): AttributeValue | undefined {
  if (!isSaid(value['arrayValue'])) return toScalar(value).item;
  let textBytes = 0;
  const items = [...each(reader, toRecord(value['arrayValue'], 'arrayValue'), 'values')].flatMap(entry => {
    const scalar = toScalar(entry);
    textBytes += scalar.textBytes;
    return scalar.item === undefined ? [] : [scalar.item];
  });
  return keptList(items, textBytes);
}

function toScalar(value: Json): { item: string | number | boolean | undefined; textBytes: number } {
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (isSaid(stringValue)) {
    const text = toText(stringValue, 'stringValue');
    const textBytes = utf8Bytes(text);
    return { item: textBytes > MAX_TEXT_BYTES ? undefined : text, textBytes };
  }
  const item = isSaid(boolValue)
    ? toBoolean(boolValue, 'boolValue')
    : isSaid(intValue)
      ? toNumber(intValue, 'intValue')
      : isSaid(doubleValue)
        ? toNumber(doubleValue, 'doubleValue')
        : undefined;
  return { item, textBytes: 0 };
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;
