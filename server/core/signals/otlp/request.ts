import { attributes, type Draft, readShort } from './attributes.ts';
import type { Attributes, Origin } from './model.ts';
import { BYTES, type Field, type Message, readMessage, takeItem } from './wire.ts';

/** What requests for traces and for metrics have in common. */

/** What is met on the way down to what is told. Resource and scope may come after what they are of, so that both are filled in place. */
export interface Group<T> {
  origin: GroupOrigin;
  into: T[];
}

export type GroupOrigin = Draft<Origin>;

/** A request: groups by resource, in these groups by scope, in these what `entry` reads. */
export function groups<T>(entry: Field<Group<T>>): Message<T[]> {
  const scopeGroup: Message<Group<T>> = {
    1: { wire: BYTES, read: (reader, { origin }) => readMessage(reader, SCOPE, origin.scope) },
    2: entry,
  };
  const resourceGroup: Message<Group<T>> = {
    1: { wire: BYTES, read: (reader, { origin }) => readMessage(reader, RESOURCE, { attributes: origin.resource }) },
    2: {
      wire: BYTES,
      read(reader, { origin: { resource }, into }) {
        takeItem(reader);
        readMessage(reader, scopeGroup, { origin: { resource, scope: { name: '', version: '' } }, into });
      },
    },
  };
  return {
    1: {
      wire: BYTES,
      read(reader, into) {
        takeItem(reader);
        readMessage(reader, resourceGroup, { origin: { resource: {}, scope: { name: '', version: '' } }, into });
      },
    },
  };
}

const SCOPE: Message<Origin['scope']> = {
  1: { wire: BYTES, read: (reader, scope) => (scope.name = readShort(reader)) },
  2: { wire: BYTES, read: (reader, scope) => (scope.version = readShort(reader)) },
};

const RESOURCE: Message<{ attributes: Draft<Attributes> }> = { 1: attributes };
