import type { ImageSize, Place } from '../model.ts';
import { constructed } from './fields.ts';
import { sizeOfBase64 } from './pictures.ts';
import { type Engine, type Piece, type Value, plainText } from './value.ts';

/** Kinds of parts that are no text, as their `type` says. */
export const MEDIA: Readonly<Record<string, 'image' | 'audio' | 'file'>> = {
  image_url: 'image',
  image: 'image',
  input_image: 'image',
  input_audio: 'audio',
  audio: 'audio',
  document: 'file',
  file: 'file',
  input_file: 'file',
};

/** A part that is named by its key: Bedrock's `{ image: … }`, Gemini's `{ inlineData: … }`. */
const MEDIA_KEYS: Readonly<Record<string, 'image' | 'audio' | 'file'>> = {
  image: 'image',
  video: 'file',
  document: 'file',
  inlineData: 'file',
  inline_data: 'file',
  fileData: 'file',
  file_data: 'file',
};

/** What an object without a type holds by its only key. */
export function mediaKeyOf({ entries }: Extract<Value, { kind: 'object' }>): 'image' | 'audio' | 'file' | undefined {
  if (entries.has('role') || entries.has('content') || entries.has('text')) return undefined;
  const key = [...entries.keys()].find(name => Object.hasOwn(MEDIA_KEYS, name));
  return key === undefined ? undefined : MEDIA_KEYS[key];
}

/** A part that is no text, by the end of its class's name: `InputImage`, `ContentPartImage`, `ContentBlock::Document`. */
export const MEDIA_CLASS = /(image|audio|document|file)(?:_?(?:url|source|block|content|part|data|param))?s?$/i;

/** A part that is no text; of a picture that the source holds or points at, with its size. */
export function mediaPiece(engine: Engine, media: 'image' | 'audio' | 'file', part: Value, place: Place): Piece {
  if (media !== 'image') return { kind: 'media', media, place };
  const { size, detail } = pictureIn(engine, part, 0);
  return { kind: 'media', media, place, ...(size ? { size } : {}), ...(detail === undefined ? {} : { detail }) };
}

interface Picture {
  size?: ImageSize | undefined;
  detail?: string | undefined;
}

/** `{ image_url: { url, detail } }`, `{ source: { data } }`: deeper than that no SDK puts it. */
const MAX_DEPTH = 3;

function pictureIn(engine: Engine, value: Value, depth: number): Picture {
  if (value.kind === 'text') return { size: sizeIn(value.pieces) ?? sizeOfBase64(plainText(value) ?? '') };
  if (depth > MAX_DEPTH) return {};
  const detail = value.kind === 'object' ? value.entries.get('detail') : undefined;
  const inner = fieldsOf(engine, value).map(field => pictureIn(engine, field, depth + 1));
  return {
    size: inner.find(({ size }) => size)?.size,
    detail: (detail && plainText(detail)) ?? inner.find(one => one.detail !== undefined)?.detail,
  };
}

function fieldsOf(engine: Engine, value: Value): Value[] {
  if (value.kind === 'object') return [...value.entries.values()];
  const args = constructed(value);
  return args ? args.list.flatMap(arg => (arg.spread ? [] : [engine.evaluate(arg.value, args.frame)])) : [];
}

/** A data URL that is put together of a picture's file. */
function sizeIn(pieces: readonly Piece[]): ImageSize | undefined {
  for (const piece of pieces) {
    const size = piece.kind === 'media' ? piece.size : piece.kind === 'reference' ? sizeIn(piece.pieces) : undefined;
    if (size) return size;
  }
  return undefined;
}

/** Whether a library's part is made of a picture: `Part.from_bytes(data=…)`. */
export const holdsPicture = (engine: Engine, part: Value): boolean => pictureIn(engine, part, 0).size !== undefined;
