import { ENDPOINTS, type Endpoint, type Evidence } from '../http/endpoints.ts';
import { URL_JOINS } from '../http/clients.ts';
import { providerOfHost } from '../../../pricing/provider.ts';
import type { Place } from '../model.ts';
import { nameOf } from './builtins/externals.ts';
import { constructed } from './fields.ts';
import { type Engine, type Origin, type Piece, type Value, piecesOf } from './value.ts';

type Dynamic = Exclude<Piece, { kind: 'text' | 'choice' | 'reference' }>;

/** A URL as the source spells it: `text` has a private character for each dynamic part. */
export interface SpelledUrl {
  text: string;
  holes: readonly Dynamic[];
  origin: Origin | null;
}

/** Of a URL put together from several alternatives, only the first are looked at. */
const MAX_SPELLINGS = 16;
const FIRST_HOLE = 0xe000;
const HOLE = '[\uE000-\uF8FF]';

const EMPTY: SpelledUrl = { text: '', holes: [], origin: null };

/** A URL that is joined from more than this is followed in a circle: `url = new URL(next, url)` in a loop. */
const MAX_JOINS = 4;

/** Every way to spell a URL. */
export function spellingsOf(engine: Engine, value: Value, place: Place, joins = 0): SpelledUrl[] {
  if (value.kind === 'choice')
    return value.options.flatMap(option => spellingsOf(engine, option, place, joins)).slice(0, MAX_SPELLINGS);
  if (value.kind === 'text') return spell(value.pieces).map(url => ({ ...url, origin: value.origin }));
  if (value.kind === 'external' && joins < MAX_JOINS) {
    const known = joinedBy(engine, value, place, joins + 1);
    if (known) return known;
  }
  return spell(piecesOf(value, 'url', place));
}

/** What is put together from more, or more deeply, is a text and no URL. */
const MAX_PIECES = 64;
const MAX_DEPTH = 16;

function spell(pieces: readonly Piece[], depth = 0): SpelledUrl[] {
  if (pieces.length > MAX_PIECES || depth > MAX_DEPTH) return [];
  let urls: SpelledUrl[] = [EMPTY];
  for (const piece of pieces) {
    const more = spellPiece(piece, depth + 1);
    urls = urls.flatMap(url => more.map(next => appended(url, next))).slice(0, MAX_SPELLINGS);
  }
  return urls;
}

function spellPiece(piece: Piece, depth: number): SpelledUrl[] {
  switch (piece.kind) {
    case 'text':
      return [{ ...EMPTY, text: piece.text }];
    case 'reference':
      return spell(piece.pieces, depth);
    case 'choice':
      return piece.options.flatMap(option => spell(option, depth));
    default:
      return [{ ...EMPTY, text: String.fromCharCode(FIRST_HOLE), holes: [piece] }];
  }
}

/** Two spellings in a row: the holes of the second are numbered on. */
function appended(left: SpelledUrl, right: SpelledUrl): SpelledUrl {
  const shift = left.holes.length;
  const text = right.text.replaceAll(new RegExp(HOLE, 'g'), hole => String.fromCharCode(hole.charCodeAt(0) + shift));
  return { text: left.text + text, holes: [...left.holes, ...right.holes], origin: left.origin ?? right.origin };
}

/** `new URL(path, base)`, `urljoin(base, path)`. */
function joinedBy(
  engine: Engine,
  value: Extract<Value, { kind: 'external' }>,
  place: Place,
  joins: number,
): SpelledUrl[] | undefined {
  const made = value.steps.findIndex(step => step.kind === 'call');
  const join = URL_JOINS[nameOf({ ...value, steps: value.steps.slice(0, made) }) ?? ''];
  const args = join && constructed({ ...value, steps: value.steps.slice(0, made + 1) });
  if (!join || !args) return undefined;
  const spelled = (position: number): SpelledUrl[] => {
    const arg = args.list[position];
    return arg ? spellingsOf(engine, engine.evaluate(arg.value, args.frame), place, joins) : [EMPTY];
  };
  return behind(spelled(join.base), spelled(join.rest));
}

/** URLs behind their bases; one that is whole stands for itself. */
export const behind = (bases: readonly SpelledUrl[], urls: readonly SpelledUrl[]): SpelledUrl[] =>
  urls.flatMap(url => (isWhole(url) ? [url] : bases.map(base => joined(base, url)))).slice(0, MAX_SPELLINGS);

function joined(base: SpelledUrl, url: SpelledUrl): SpelledUrl {
  if (base.text === '' || url.text === '') return base.text === '' ? url : base;
  const trimmed = { ...url, text: url.text.replace(/^\/+/, '') };
  return appended({ ...base, text: `${base.text.replace(/\/+$/, '')}/` }, trimmed);
}

/** With a scheme, a host, or something dynamic in front that may hold both. */
const WHOLE = new RegExp(String.raw`^(?:(?:[\w+.-]|${HOLE})*://|${HOLE}|(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?/)`);
const isWhole = ({ text }: SpelledUrl): boolean => WHOLE.test(text);

/** The page's own server: what a front end asks there is the project's to answer. */
const OWN_ORIGIN = /(?:^|\.)(?:location|origin)\b/i;

/** A URL at an LLM server. */
export interface Target {
  endpoint: Endpoint;
  /** What of the endpoint's evidence the host gives: the keys that the body must have. */
  keys: readonly (readonly string[])[];
  /** Who answers at the host; null where it is dynamic and nothing known shows. */
  provider: string | null;
  /** What the path names the model. */
  model: Value | null;
}

/** The endpoints that a URL may be, first things first. */
export function targetsOf(url: SpelledUrl, place: Place): Target[] {
  const parts = new RegExp(String.raw`^(?:.*?://)?([^/?#]*)([^?#]*)`, 's').exec(url.text);
  const [, authority = '', path = ''] = parts ?? [];
  if (!isWhole(url) || OWN_ORIGIN.test(url.holes[0]?.kind === 'hole' ? url.holes[0].name : '')) return [];
  const spelled = withNames(url, authority).toLowerCase();
  return ENDPOINTS.flatMap(endpoint => {
    const keys = endpoint.evidence.filter(one => isAt(one, spelled)).map(one => one.keys ?? []);
    const found = keys.length > 0 ? endpoint.paths.flatMap(pattern => regexOf(pattern).exec(path) ?? []) : [];
    if (found.length === 0) return [];
    const model = found[1] === undefined ? null : modelIn(url, found[1], place);
    return [{ endpoint, keys, provider: providerAt(authority), model }];
  });
}

/** Whether a URL ends in what a caller gives, which may hold an endpoint's path. */
export function mayBeTarget({ text, holes }: SpelledUrl): boolean {
  const last = holes.at(-1);
  return last?.kind === 'hole' && last.why === 'a parameter' && new RegExp(`${HOLE}$`).test(text);
}

const isAt = ({ host }: Evidence, spelled: string): boolean => host === undefined || spelled.includes(host);

const withNames = ({ holes }: SpelledUrl, text: string): string =>
  text.replaceAll(new RegExp(HOLE, 'g'), hole => {
    const piece = holes[hole.charCodeAt(0) - FIRST_HOLE];
    return piece?.kind === 'hole' ? piece.name : '';
  });

function providerAt(authority: string): string | null {
  const host = authority
    .replace(/^.*@/, '')
    .replace(/:[^:]*$/, '')
    .toLowerCase();
  if (!new RegExp(HOLE).test(host)) return providerOfHost(host);
  // A dynamic region or resource in front of a known domain.
  const filled = host.replaceAll(new RegExp(HOLE, 'g'), 'any');
  const provider = providerOfHost(filled);
  return provider === filled ? null : provider;
}

const patterns = new Map<string, RegExp>();

/** A path's end; what is dynamic behind it is a query. */
function regexOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) return known;
  const literal = (part: string): string => part.replaceAll(/[.*+?^$()[\]\\|]/g, String.raw`\$&`).replaceAll('/', '/+');
  const source = pattern
    .split(/(\{model…?\})/)
    .map(part => (part === '{model}' ? '([^/]+)' : part === '{model…}' ? '(.+)' : literal(part)))
    .join('');
  const made = new RegExp(`${source}/?${HOLE}?$`);
  patterns.set(pattern, made);
  return made;
}

function modelIn(url: SpelledUrl, text: string, place: Place): Value {
  const pieces = [...decoded(text)].reduce<Piece[]>((all, character) => {
    const hole = url.holes[character.charCodeAt(0) - FIRST_HOLE];
    const last = all.at(-1);
    if (hole) return [...all, hole];
    if (last?.kind === 'text') return [...all.slice(0, -1), { ...last, text: last.text + character }];
    return [...all, { kind: 'text', text: character, place }];
  }, []);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'hole')
    return { kind: 'unknown', name: only.name, why: only.why, from: null, place: only.place };
  return { kind: 'text', pieces, place, origin: url.origin };
}

/** `anthropic.claude-v2%3A1` */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of its own: the text is what it is
  }
}
