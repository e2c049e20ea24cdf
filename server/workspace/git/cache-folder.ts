import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs keep what they can make again. `XDG_CACHE_HOME` goes first everywhere. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const home = homedir();
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'prompt-cost');
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'prompt-cost');
  return join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'prompt-cost');
}

/** A folder of one repository beside those of others, which go where all of them take too much. Throws where the disk gives no room for one. */
export function ownFolder(all: string, name: string): string {
  const own = join(all, hash(name));
  mkdirSync(own, { recursive: true });
  tidy(all, own);
  return own;
}

/** What was used last goes last. */
export function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Gone meanwhile: nothing to keep.
  }
}

/** What all repositories together may take. */
const MAX_BYTES = 256 << 20;

/** Repositories that nobody asked for longest go first. */
export function tidy(all: string, own: string, most = MAX_BYTES): void {
  touch(own);
  const folders = readdirSync(all).map(name => {
    const folder = join(all, name);
    const size = readdirSync(folder).reduce((sum, file) => sum + (sizeOf(join(folder, file)) ?? 0), 0);
    return { folder, size, used: statSync(folder).mtimeMs };
  });
  let left = folders.reduce((sum, { size }) => sum + size, 0);
  for (const { folder, size } of folders.toSorted((a, b) => a.used - b.used)) {
    if (left <= most) return;
    rmSync(folder, { recursive: true, force: true });
    left -= size;
    if (folder === own) mkdirSync(own);
  }
}

const sizeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.size;

export const hash = (text: string): string => createHash('sha1').update(text).digest('base64url').slice(0, 16);
