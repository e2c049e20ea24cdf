import type { Place } from '../../model.ts';
import { ancestors, baseName, directoryOf, joinPath } from '../../paths.ts';
import { HEAD_BYTES, isPicture, sizeOfPicture } from '../pictures.ts';
import { type Arguments, type Engine, type Piece, type Value, plainText, unknown } from '../value.ts';

type Path = Extract<Value, { kind: 'path' }>;

const START = { line: 0, character: 0 };

/** A path and what is put behind it. */
export function joinedPath(path: Path, more: readonly string[], place: Place): Value {
  const file = joinPath(path.file, ...more);
  return file === undefined
    ? unknown(more.join('/'), 'a path outside the project', place)
    : { kind: 'path', file, place };
}

/** `path.parent` and the like. */
export function pathMember(path: Path, name: string, place: Place): Value {
  if (name === 'parent') return { kind: 'path', file: directoryOf(path.file), place };
  if (name === 'name')
    return { kind: 'text', pieces: [{ kind: 'text', text: baseName(path.file), place }], place, origin: null };
  return unknown(`${baseName(path.file)}.${name}`, 'a property of a path', place);
}

const UNCHANGED: ReadonlySet<string> = new Set(['resolve', 'absolute', 'expanduser', 'open', '__enter__']);
const READING: ReadonlySet<string> = new Set([
  'read_text',
  'read_bytes',
  'read',
  'text',
  'readAsString',
  'toString',
  'getContentAsString',
]);

/** A method of a path or of the file opened at it. */
export function pathCall(engine: Engine, path: Path, method: string, args: Arguments, place: Place): Value | undefined {
  const texts = args.list.map(arg => plainText(engine.evaluate(arg.value, args.frame)));
  if (UNCHANGED.has(method)) return path;
  if (READING.has(method)) return readText(engine, path, place);
  const inner = method === 'ReadFile' && texts[0] !== undefined ? joinedPath(path, [texts[0]], place) : undefined;
  if (inner?.kind === 'path') return readText(engine, inner, place);
  if (method === 'joinpath' && texts.every(text => text !== undefined)) return joinedPath(path, texts, place);
  if (method === 'with_name' && texts[0] !== undefined)
    return joinedPath({ ...path, file: directoryOf(path.file) }, [texts[0]], place);
  return undefined;
}

/** The file at a path. A relative path may count from the root or from any folder around the reader. */
export function fileAt(engine: Engine, path: Path, place: Place): string | undefined {
  const candidates = [path.file, ...ancestors(place.file).map(folder => joinPath(folder, path.file))];
  return candidates.find(candidate => candidate !== undefined && engine.project.exists(candidate));
}

/** The text of a file of the project. */
export function readText(engine: Engine, path: Path, place: Place): Value {
  const file = fileAt(engine, path, place);
  if (file !== undefined && isPicture(file)) return pictureIn(engine, file, place);
  const text = file === undefined ? undefined : engine.project.text(file);
  if (file === undefined || text === undefined) return unknown(path.file, 'a file that is not in the project', place);
  const whole: Place = { file, range: { start: START, end: START } };
  const pieces = [
    {
      kind: 'reference' as const,
      name: baseName(file),
      place: whole,
      pieces: [{ kind: 'text' as const, text, place: whole }],
    },
  ];
  return { kind: 'text', pieces, place: whole, origin: { how: 'constant', note: `file \`${file}\`` } };
}

/** What a picture's file holds: base64 and data URLs are made of it as texts are of texts. */
function pictureIn(engine: Engine, file: string, place: Place): Value {
  const head = engine.project.head(file, HEAD_BYTES);
  const size = head && sizeOfPicture(head);
  const pieces: Piece[] = [{ kind: 'media', media: 'image', place, ...(size ? { size } : {}) }];
  return { kind: 'text', pieces, place, origin: null };
}

/** A value as a path, where it can be one. */
export function asPath(value: Value | undefined, place: Place): Path | undefined {
  if (value?.kind === 'path') return value;
  const text = value && plainText(value);
  return text === undefined || text.startsWith('/') ? undefined : { kind: 'path', file: text, place };
}
