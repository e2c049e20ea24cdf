import type { Value } from './value.ts';

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
