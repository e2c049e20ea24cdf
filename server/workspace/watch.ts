import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Folders in which a program writes by itself, or other people's code lies. */
const NEVER = /(?:^|\/)(?:\.git|\.hg|\.svn|node_modules|__pycache__|\.venv|venv|\.mypy_cache|\.pytest_cache)(?:\/|$)/;

/** A save is several events, and a switch of branches hundreds of files. */
const SETTLED_MS = 150;

/** Tells files that were changed, came or went, once it is quiet again. Ends when it is closed. */
export async function watchFolder(
  root: string,
  changed: (files: readonly string[]) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  const inside = (path: string): string => relative(root, path).split(sep).join('/');
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const tell = (): void => {
    const files = [...waiting];
    waiting.clear();
    last = last.then(() => changed(files));
  };
  const watcher = watch(root, { ignored: path => NEVER.test(inside(path)), ignoreInitial: true });
  watcher.on('all', (_event, path) => {
    waiting.add(inside(path));
    clearTimeout(timer);
    timer = setTimeout(tell, SETTLED_MS);
  });
  await new Promise<void>((resolve, reject) => {
    watcher.on('ready', resolve);
    watcher.on('error', reject);
  });
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await last;
    },
  };
}
