import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Place } from '../core/model.ts';
import type { Session } from '../workspace/session.ts';
import { LANGUAGES, NOTEBOOK } from './protocol.ts';

/** A document as its session knows it. */
export interface Located {
  session: Session;
  /** Relative to the session's root. */
  file: string;
}

export interface Folders {
  setRoots(uris: readonly string[]): void;
  /** Sessions of the workspace's folders; a file outside of all of them has one of its own. */
  sessions(): Promise<Session[]>;
  locate(uri: string, languageId?: string): Promise<Located | undefined>;
}

/** One session for each workspace folder, opened when the first file of it is asked for. */
export function openFolders(open: (root: string) => Promise<Session>): Folders {
  const opened = new Map<string, Promise<Session>>();
  let roots: string[] = [];

  const sessionAt = (root: string): Promise<Session> => {
    const session = opened.get(root) ?? open(root);
    opened.set(root, session);
    session.catch(() => opened.delete(root)); // the caller hears of it; the next one may try again
    return session;
  };

  return {
    setRoots(uris) {
      // The innermost folder wins where one lies within another.
      roots = uris.flatMap(uri => pathOf(uri) ?? []).toSorted((a, b) => b.length - a.length);
    },
    sessions: () => Promise.all(roots.map(sessionAt)),
    async locate(uri, languageId) {
      if (uri.startsWith('untitled:')) {
        return { session: await sessionAt(roots[0] ?? tmpdir()), file: nameUntitled(uri, languageId ?? '') };
      }
      const absolute = pathOf(uri);
      if (absolute === undefined) return undefined;
      const root = roots.find(folder => isInside(folder, absolute)) ?? path.dirname(absolute);
      return { session: await sessionAt(root), file: toPosix(path.relative(root, absolute)) };
    },
  };
}

/** A link to a place, in the form that editors open at its line. */
export function linkTo(session: Session, place: Place): string {
  const { line, character } = place.range.start;
  return `${pathToFileURL(path.join(session.root, place.file)).href}#L${line + 1},${character + 1}`;
}

const EXTENSIONS: Record<string, string> = { ...LANGUAGES, [NOTEBOOK]: '.ipynb' };

/** A buffer without a file lies beside the root's files, under a name that no real one has. */
const nameUntitled = (uri: string, languageId: string): string =>
  `.untitled/${uri.replace(/^untitled:/, '').replaceAll(/[^\w.-]/g, '_')}${EXTENSIONS[languageId] ?? ''}`;

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // a share or an encoded slash that this system can't open: not a file of ours
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

const toPosix = (file: string): string => file.split(path.sep).join('/');
