import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { git, gitNow } from './git/git.ts';
import { reasonOf } from './read.ts';
import type { Skipped } from './session.ts';
import { isTrusted } from './trust.ts';

export interface Listing {
  /** Relative to the root, with `/`, sorted. */
  files: string[];
  skipped: Skipped[];
}

/** Folders that hold no source of this project, whatever the ignore files say. */
const NEVER = new Set(['.git', 'node_modules', '.hg', '.svn', '__pycache__', '.venv']);

/** Files under some paths of a root: what git knows or does not ignore; without git, all that the ignore files allow. */
export async function listFiles(root: string, paths: readonly string[]): Promise<Listing> {
  const fromGit = isTrusted() ? await gitFiles(root, paths) : undefined;
  if (fromGit) return { files: fromGit, skipped: [] };
  const listing: Listing = { files: [], skipped: [] };
  const seen = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['']) {
    if (statSync(join(root, path), { throwIfNoEntry: false })?.isFile()) listing.files.push(path);
    else walk(root, path, [], seen, listing);
  }
  return { files: listing.files.toSorted(), skipped: listing.skipped };
}

/** The same for the whole root, at once: for who can't wait. */
export function listFilesNow(root: string): string[] {
  const fromGit = isTrusted() ? gitNow(root, LIST) : undefined;
  if (fromGit) return filesOf(fromGit.toString());
  const listing: Listing = { files: [], skipped: [] };
  walk(root, '', [], new Set(), listing);
  return listing.files;
}

const LIST = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--'];

async function gitFiles(root: string, paths: readonly string[]): Promise<string[] | undefined> {
  const listed = await git(root, [...LIST, ...paths]);
  return listed.ok ? filesOf(listed.stdout) : undefined;
}

const filesOf = (stdout: string): string[] => [...new Set(stdout.split('\0').filter(file => file !== ''))].toSorted();

interface Rules {
  /** Folder that the rules count from, relative to the root. */
  base: string;
  matcher: Ignore;
}

function walk(root: string, folder: string, around: readonly Rules[], seen: Set<string>, listing: Listing): void {
  let entries;
  try {
    // A link back to a folder above would never end: each real folder is entered once.
    const real = realpathSync(join(root, folder));
    if (seen.has(real)) return;
    seen.add(real);
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    listing.skipped.push({ file: folder === '' ? '.' : folder, why: reasonOf(error) });
    return;
  }
  const rules = [
    ...around,
    ...ownRules(
      root,
      folder,
      entries.map(entry => entry.name),
    ),
  ];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NEVER.has(entry.name) || ignored(rules, path, entry.isDirectory())) continue;
    if (entry.isDirectory()) walk(root, path, rules, seen, listing);
    else if (entry.isFile() || entry.isSymbolicLink()) listing.files.push(path);
  }
}

function ownRules(root: string, folder: string, names: readonly string[]): Rules[] {
  return ['.gitignore', '.ignore']
    .filter(name => names.includes(name))
    .map(name => ({ base: folder, matcher: ignore().add(textOf(join(root, folder, name))) }));
}

const ignored = (rules: readonly Rules[], path: string, isFolder: boolean): boolean =>
  rules.some(({ base, matcher }) => {
    const inside = base === '' ? path : path.slice(base.length + 1);
    return matcher.ignores(isFolder ? `${inside}/` : inside);
  });

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // an ignore file that can't be read ignores nothing: more is shown, not less
  }
}

/** An absolute or relative path as one of the root; undefined outside of it. */
export function insideRoot(root: string, path: string): string | undefined {
  const inside = relative(root, join(path.startsWith(sep) || /^[a-z]:/i.test(path) ? '' : root, path));
  return inside === '..' || inside.startsWith(`..${sep}`) ? undefined : inside.split(sep).join('/');
}
