import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BUILT_IN, type Catalogue, setCatalogue } from '../../pricing/catalogue.ts';
import { readProviders } from '../../pricing/validate.ts';

/** The user's own catalogue of prices, in a folder of theirs: it stands in the built-in one's place until it is put back. */

type Outcome<T> = { ok: true; value: T } | { ok: false; why: string };

/** Where programs keep what belongs to a user. `XDG_DATA_HOME` goes first everywhere. */
export function dataFolder(): string {
  const { XDG_DATA_HOME, APPDATA } = process.env;
  const home = homedir();
  if (XDG_DATA_HOME) return join(XDG_DATA_HOME, 'prompt-cost');
  if (process.platform === 'win32') return join(APPDATA ?? join(home, 'AppData', 'Roaming'), 'prompt-cost');
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'prompt-cost');
  return join(home, '.local', 'share', 'prompt-cost');
}

const current = (): string => join(dataFolder(), 'prices.json');
const previous = (): string => join(dataFolder(), 'prices.previous.json');

/** Prices by the user's catalogue, if there is one. What is wrong with it is told, and the built-in prices hold. */
export function loadCatalogue(): string | null {
  if (!existsSync(current())) return null;
  const read = readStored(current());
  if (!read.ok) return `${current()}: ${read.why}; the built-in prices hold`;
  setCatalogue(read.value);
  return null;
}

function readStored(file: string): Outcome<Catalogue> {
  const json = parse(() => readFileSync(file, 'utf8'));
  if (!json.ok) return json;
  const { source, asOf, providers } = Object(json.value) as Partial<Record<keyof Catalogue, unknown>>;
  const read = readProviders(providers);
  if (!read.ok) return { ok: false, why: `providers${read.fault.key}: ${read.fault.why}` };
  if (typeof source !== 'string' || typeof asOf !== 'string' || Number.isNaN(Date.parse(asOf)))
    return { ok: false, why: 'source or asOf: not a text' };
  return { ok: true, value: { source, asOf, providers: read.providers } };
}

/** A catalogue from a file or an address that the user names: the only time that anything is asked of a network. */
export async function fetchCatalogue(from: string, today: string): Promise<Outcome<Catalogue>> {
  const got = /^https?:\/\//.test(from) ? await download(from, today) : fromFile(from);
  if (!got.ok) return got;
  const json = parse(() => got.value.text);
  if (!json.ok) return { ok: false, why: `${from} is ${json.why}` };
  const read = readProviders(json.value);
  if (!read.ok)
    return {
      ok: false,
      why: `${from} has another shape than genai-prices: ${read.fault.key || 'the whole'}: ${read.fault.why}`,
    };
  return { ok: true, value: { source: `genai-prices from ${from}`, asOf: got.value.asOf, providers: read.providers } };
}

interface Got {
  text: string;
  asOf: string;
}

function fromFile(file: string): Outcome<Got> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return { ok: false, why: `no such file: ${file}` };
  return {
    ok: true,
    value: { text: readFileSync(file, 'utf8'), asOf: statSync(file).mtime.toISOString().slice(0, 10) },
  };
}

const TIMEOUT_MS = 60_000;

async function download(url: string, today: string): Promise<Outcome<Got>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) return { ok: false, why: `${url} answers ${response.status}` };
    const modified = Date.parse(response.headers.get('last-modified') ?? '');
    const asOf = Number.isNaN(modified) ? today : new Date(modified).toISOString().slice(0, 10);
    return { ok: true, value: { text: await response.text(), asOf } };
  } catch (error) {
    return { ok: false, why: `${url} can't be reached: ${reasonOf(error)}` };
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);

/** Keeps the one before, so that it can be put back. */
export function storeCatalogue(catalogue: Catalogue): string {
  mkdirSync(dataFolder(), { recursive: true });
  const next = `${current()}.new`;
  writeFileSync(next, `${JSON.stringify(catalogue)}\n`);
  if (existsSync(current())) renameSync(current(), previous());
  renameSync(next, current());
  return current();
}

/** Back to the catalogue before, or to the built-in one where there was none. Null: nothing to put back. */
export function restoreCatalogue(): Catalogue | null {
  if (!existsSync(current())) return null;
  rmSync(current());
  if (!existsSync(previous())) return BUILT_IN;
  renameSync(previous(), current());
  const read = readStored(current());
  return read.ok ? read.value : BUILT_IN;
}

function parse(text: () => string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(text()) };
  } catch (error) {
    return { ok: false, why: error instanceof SyntaxError ? 'no valid JSON' : reasonOf(error) };
  }
}
