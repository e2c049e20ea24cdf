import { type Keeping, keptText, MAX_LIST, MAX_TEXT_BYTES } from './content.ts';
import type { AttributeValue, Attributes } from './model.ts';
import {
  BYTES,
  type Field,
  FIXED64,
  type Message,
  type Reader,
  readBoolean,
  readBytes,
  readDouble,
  readFields,
  readMessage,
  readSigned,
  takeItem,
  VARINT,
} from './wire.ts';
import { readWord } from './words.ts';

/** Attributes and texts of protobuf, of which no more is read than is kept. */

/** What decoding fills, bit by bit. */
export type Draft<T> = Attributes extends T
  ? Record<string, AttributeValue>
  : T extends readonly (infer I)[]
    ? Draft<I>[]
    : T extends object
      ? { -readonly [K in keyof T]: Draft<T[K]> }
      : T;

/** A field of the message that holds a list of attributes. */
export const attributes: Field<{ attributes: Draft<Attributes> }> = {
  wire: BYTES,
  read: (reader, into) => readAttribute(reader, into.attributes),
};

/** Where in the bytes what lies: a value is read only when its key is known. */
interface KeyValue {
  key: string;
  values: number[];
}

const KEY_VALUE: Message<KeyValue> = {
  1: { wire: BYTES, read: (reader, into) => (into.key = readShort(reader)) },
  2: { wire: BYTES, read: (reader, into) => into.values.push(readBytes(reader), reader.at) },
};

function readAttribute(reader: Reader, into: Draft<Attributes>): void {
  takeItem(reader);
  const { key, values } = readMessage(reader, KEY_VALUE, { key: '', values: [] });
  const keeping = reader.keepingOf(key);
  if (keeping === 'nothing') return;
  keep(into, key, keeping, readValue(reader, values));
}

/** The one place where an attribute is taken in. */
export function keep(into: Draft<Attributes>, key: string, keeping: Keeping, value: AttributeValue | undefined): void {
  if (value === undefined || keeping === 'nothing' || (keeping === 'no text' && holdsText(value))) return;
  into[key] = typeof value === 'string' ? keptText(key, value) : value;
}

const holdsText = (value: AttributeValue): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value.some(item => typeof item === 'string'));

type Item = string | number | boolean;

/** The last kind that was said holds. Left out: maps, bytes, lists in lists, and what is too long. */
interface Value {
  item: Item | undefined;
  list: Item[] | undefined;
  textBytes: number;
}

const setItem = (wire: number, read: (reader: Reader) => Item | undefined): Field<Value> => ({
  wire,
  read(reader, into) {
    into.list = undefined;
    into.textBytes = 0;
    into.item = read(reader);
  },
});

const nothing = setItem(BYTES, reader => void readBytes(reader));

const SCALARS: Message<Value> = {
  1: {
    wire: BYTES,
    read(reader, into) {
      const from = readBytes(reader);
      into.list = undefined;
      into.textBytes = reader.at - from;
      into.item = into.textBytes > MAX_TEXT_BYTES ? undefined : readWord(reader.words, reader.bytes, from, reader.at);
    },
  },
  2: setItem(VARINT, readBoolean),
  3: setItem(VARINT, readSigned),
  4: setItem(FIXED64, readDouble),
  5: nothing,
  6: nothing,
  7: nothing,
};

/** What is in a list is no list, so that nothing here is nested. */
const LIST: Message<Value> = {
  1: {
    wire: BYTES,
    read(reader, into) {
      takeItem(reader);
      const { item, textBytes } = readMessage(reader, SCALARS, emptyValue());
      into.textBytes += textBytes;
      if (item !== undefined) into.list?.push(item);
    },
  },
};

const ANY_VALUE: Message<Value> = {
  ...SCALARS,
  5: {
    wire: BYTES,
    read(reader, into) {
      if (!into.list) Object.assign(into, { item: undefined, list: [], textBytes: 0 });
      readMessage(reader, LIST, into);
    },
  },
};

const emptyValue = (): Value => ({ item: undefined, list: undefined, textBytes: 0 });

/** `stretches`: where the value's messages begin and end, one as a rule. */
function readValue(reader: Reader, stretches: readonly number[]): AttributeValue | undefined {
  const value = emptyValue();
  const { at, end } = reader;
  for (let next = 0; next < stretches.length; next += 2) {
    reader.at = stretches[next] ?? at;
    reader.end = stretches[next + 1] ?? at;
    readFields(reader, ANY_VALUE, value);
  }
  reader.at = at;
  reader.end = end;
  return value.list ? keptList(value.list, value.textBytes) : value.item;
}

/** A list that is too long, or whose texts are so together, is left out: it may be a text in pieces. */
export function keptList(list: readonly Item[], textBytes: number): readonly Item[] | undefined {
  return list.length > MAX_LIST || textBytes > MAX_TEXT_BYTES ? undefined : list;
}

/** A name, a version, a unit: a text that is too long is none, and is left empty. */
export function readShort(reader: Reader): string {
  const from = readBytes(reader);
  return reader.at - from > MAX_TEXT_BYTES ? '' : readWord(reader.words, reader.bytes, from, reader.at);
}
