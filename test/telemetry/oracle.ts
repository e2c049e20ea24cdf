import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { create, createFileRegistry, type DescMessage } from '@bufbuild/protobuf';
import { type DescriptorProto, FileDescriptorSetSchema, type FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import protobuf from 'protobufjs';

/**
 * Requests as @bufbuild/protobuf has them, by the definitions of opentelemetry-proto as a package ships them. No generated code: protobufjs
 * parses the definitions (and does nothing else here), and what it found is handed on as descriptors.
 */

const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve('otlp-proto/package.json')),
  'build/protos/opentelemetry/proto',
);

/** Each after those that it imports. */
const FILES = [
  'common/v1/common',
  'resource/v1/resource',
  'trace/v1/trace',
  'metrics/v1/metrics',
  'collector/trace/v1/trace_service',
  'collector/metrics/v1/metrics_service',
];

const SCALARS: Readonly<Record<string, number>> = {
  double: 1,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  bytes: 12,
  uint32: 13,
  sfixed64: 16,
  sint32: 17,
};

const MESSAGE = 11;
const ENUM = 14;

type Init<T> = Partial<Omit<T, '$typeName' | '$unknown'>>;

const registry = openRegistry();

export const TRACES = messageOf('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest');
export const METRICS = messageOf('opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest');

/** A definition by its full name. */
export function messageOf(name: string): DescMessage {
  const message = registry.getMessage(name);
  if (!message) throw new Error(`no ${name}`);
  return message;
}

function openRegistry(): ReturnType<typeof createFileRegistry> {
  const root = new protobuf.Root();
  const packages = FILES.map(file => {
    const parsed = protobuf.parse(readFileSync(path.join(FOLDER, `${file}.proto`), 'utf8'), root, { keepCase: true });
    return parsed.package ?? '';
  });
  root.resolveAll();
  const file = FILES.map((name, index) => {
    const space = root.lookup(packages[index] ?? '');
    if (!(space instanceof protobuf.Namespace)) throw new Error(`no ${name}`);
    const types = { messageType: messagesIn(space), enumType: enumsIn(space) };
    return { name, package: packages[index] ?? '', dependency: FILES.slice(0, index), syntax: 'proto3', ...types };
  });
  return createFileRegistry(create(FileDescriptorSetSchema, { file } as never));
}

function messagesIn(space: protobuf.NamespaceBase): unknown[] {
  return space.nestedArray.filter(nested => nested instanceof protobuf.Type).map(describe);
}

function enumsIn(space: protobuf.NamespaceBase): unknown[] {
  const enums = space.nestedArray.filter(nested => nested instanceof protobuf.Enum);
  return enums.map(({ name, values }) => ({
    name,
    value: Object.entries(values).map(([word, number]) => ({ name: word, number })),
  }));
}

function describe(type: protobuf.Type): Init<DescriptorProto> {
  const field = type.fieldsArray.map(of => describeField(type, of));
  const oneofDecl = type.oneofsArray.map(({ name }) => ({ name }));
  return { name: type.name, field, oneofDecl, nestedType: messagesIn(type), enumType: enumsIn(type) } as never;
}

function describeField(type: protobuf.Type, field: protobuf.Field): Init<FieldDescriptorProto> {
  const { resolvedType } = field.resolve();
  const isOptional = field.options?.['proto3_optional'] === true;
  return {
    name: field.name,
    jsonName: field.name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    number: field.id,
    label: field.repeated ? 3 : 1,
    type: SCALARS[field.type] ?? (resolvedType instanceof protobuf.Enum ? ENUM : MESSAGE),
    ...(resolvedType && { typeName: resolvedType.fullName }),
    ...(field.partOf && { oneofIndex: type.oneofsArray.indexOf(field.partOf), proto3Optional: isOptional }),
  };
}
