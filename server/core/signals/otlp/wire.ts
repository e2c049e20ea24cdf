import { type Keeping, openKeeping } from './content.ts';
import { openWords, type Words } from './words.ts';

/**
 * The wire format of protobuf. A message is a table of its fields by number; what is not in it, or comes as another type, is passed
 * over. No read goes beyond the message that it is in, and nothing recurses but tables that name each other.
 */

/** Why a payload can't be read: the one thing that is thrown here, and only within this folder. */
export class Fault extends Error {}

/**
 * How many messages and list entries a payload may hold. An entry of two bytes becomes an object of a hundred: without a bound 64 MiB
 * would fill gigabytes. Batches of real exporters hold some thousands of them, large ones of a collector some hundred thousands.
 */
export const MAX_ITEMS = 1_000_000;

/** Groups deeper than this are no telemetry; it is the limit of protobuf's own readers too. */
const MAX_DEPTH = 100;

export interface Reader {
  bytes: Uint8Array;
  view: DataView;
  at: number;
  /** Where the message ends that is being read. */
  end: number;
  itemsLeft: number;
  words: Words;
  keepingOf: (key: string) => Keeping;
  /** The halves of the last varint. */
  low: number;
  high: number;
}

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
const GROUP = 3;
const GROUP_END = 4;
const FIXED32 = 5;

/** What to do where a field is met. It repeats: numbers of it may come in one stretch. */
export interface Field<T> {
  wire: number;
  isPacked?: true;
  read(reader: Reader, into: T): void;
}

/** Fields by number. */
export type Message<T> = Readonly<Record<number, Field<T>>>;

export function openReader(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known = { words: openWords(), keepingOf: openKeeping() };
  return { bytes, view, at: 0, end: bytes.length, itemsLeft: MAX_ITEMS, ...known, low: 0, high: 0 };
}

/** Reads up to the end of the message that the reader is in. */
export function readFields<T>(reader: Reader, message: Message<T>, into: T): void {
  while (reader.at < reader.end) {
    const { number, wire } = readTag(reader);
    const field = message[number];
    if (field?.wire === wire) field.read(reader, into);
    else if (field?.isPacked && wire === BYTES) readPacked(reader, field, into);
    else skip(reader, wire, number);
  }
}

function readPacked<T>(reader: Reader, field: Field<T>, into: T): void {
  const outer = enter(reader);
  while (reader.at < reader.end) field.read(reader, into);
  reader.end = outer;
}

/** A message within one. Met a second time it adds to what it said before, as protobuf wants it. */
export function readMessage<T>(reader: Reader, message: Message<T>, into: T): T {
  const outer = enter(reader);
  readFields(reader, message, into);
  reader.end = outer;
  return into;
}

/** Narrows the reader to the stretch whose length comes next. Gives the end to be put back. */
export function enter(reader: Reader): number {
  const length = readLength(reader);
  const outer = reader.end;
  reader.end = reader.at + length;
  return outer;
}

/** Counts what is kept of a payload. */
export function takeItem(reader: { itemsLeft: number }): void {
  if (--reader.itemsLeft < 0) throw new Fault(`it holds more than ${MAX_ITEMS} entries`);
}

/** The tag of the next field. */
function readTag(reader: Reader): { number: number; wire: number } {
  readVarint(reader);
  const number = reader.low >>> 3;
  if (number === 0 || reader.high !== 0) throw new Fault('no field has such a number');
  return { number, wire: reader.low & 7 };
}

/** Passes a field over that nobody asks for. */
export function skip(reader: Reader, wire: number, number: number): void {
  if (wire === VARINT) readVarint(reader);
  else if (wire === FIXED64) move(reader, 8);
  else if (wire === BYTES) move(reader, readLength(reader));
  else if (wire === FIXED32) move(reader, 4);
  else if (wire === GROUP) skipGroup(reader, number);
  else throw new Fault('a field of no known type');
}

function skipGroup(reader: Reader, number: number): void {
  const open = [number];
  while (open.length > 0) {
    const tag = readTag(reader);
    if (tag.wire === GROUP) open.push(tag.number);
    else if (tag.wire !== GROUP_END) skip(reader, tag.wire, tag.number);
    else if (open.pop() !== tag.number) throw new Fault('a group ends that was not begun');
    if (open.length > MAX_DEPTH) throw new Fault('it is nested too deep');
  }
}

function move(reader: Reader, by: number): number {
  const from = reader.at;
  if (by > reader.end - from) throw new Fault('it ends in the middle of a field');
  reader.at = from + by;
  return from;
}

function readLength(reader: Reader): number {
  readVarint(reader);
  if (reader.high !== 0 || reader.low > reader.end - reader.at) throw new Fault('it ends in the middle of a field');
  return reader.low;
}

/** Leaves the 64 bits in `low` and `high`. */
function readVarint(reader: Reader): void {
  reader.low = 0;
  reader.high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (reader.at >= reader.end) throw new Fault('it ends in the middle of a number');
    const byte = reader.bytes[reader.at++] ?? 0;
    const bits = byte & 0x7f;
    if (shift < 32) reader.low |= bits << shift;
    if (shift === 28) reader.high |= bits >> 4;
    else if (shift > 28) reader.high |= bits << (shift - 32);
    if (byte < 0x80) {
      reader.low >>>= 0;
      reader.high >>>= 0;
      return;
    }
  }
  throw new Fault('a number of more than ten bytes');
}

const HIGH = 2 ** 32;

/** `uint64`, rounded to what a number holds. */
export function readUnsigned(reader: Reader): number {
  readVarint(reader);
  return reader.high * HIGH + reader.low;
}

/** `int64`, rounded. */
export function readSigned(reader: Reader): number {
  readVarint(reader);
  return (reader.high | 0) * HIGH + reader.low;
}

/** `int32` and enums. */
export function readInt(reader: Reader): number {
  readVarint(reader);
  return reader.low | 0;
}

/** `sint32`. */
export function readZigzag(reader: Reader): number {
  readVarint(reader);
  return (reader.low >>> 1) ^ -(reader.low & 1);
}

export function readBoolean(reader: Reader): boolean {
  readVarint(reader);
  return reader.low !== 0 || reader.high !== 0;
}

export function readDouble(reader: Reader): number {
  return reader.view.getFloat64(move(reader, 8), true);
}

/**
 * Nanoseconds of `fixed64` in milliseconds. They don't fit a number, whole milliseconds do: these are told apart first, so that what is a
 * whole one stays it. 2^32 ns = 4294 ms and 967296 ns.
 */
export function readTime(reader: Reader): number {
  const at = move(reader, 8);
  const high = reader.view.getUint32(at + 4, true);
  const nanos = high * 967_296 + reader.view.getUint32(at, true);
  const rest = nanos % NANOS_PER_MS;
  return high * 4294 + (nanos - rest) / NANOS_PER_MS + rest / NANOS_PER_MS;
}

export const NANOS_PER_MS = 1e6;

/** `fixed64`, rounded. */
export function readFixed(reader: Reader): number {
  const at = move(reader, 8);
  return reader.view.getUint32(at + 4, true) * HIGH + reader.view.getUint32(at, true);
}

/** `sfixed64`, rounded. */
export function readSignedFixed(reader: Reader): number {
  const at = move(reader, 8);
  return reader.view.getInt32(at + 4, true) * HIGH + reader.view.getUint32(at, true);
}

/** Where the bytes of a text or an id begin; the reader stands at their end. */
export function readBytes(reader: Reader): number {
  return move(reader, readLength(reader));
}
