// Processes of the editor under test, as Linux lists them.
import { readdirSync, readFileSync } from 'node:fs';

/** Language servers of extensions that are installed under a folder: their process ids. */
export function serversUnder(folder) {
  const named = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid =>
      read(pid, 'cmdline')
        .split('\0')
        .some(part => part.startsWith(folder) && part.endsWith('server.cjs')),
    )
    .map(Number);
  // A server that starts git is there twice for a moment: its child has its name until that is git.
  return named.filter(pid => !named.includes(parentOf(pid)));
}

/** Zombies, which their parent has not asked about yet, have ended. */
export const isRunning = pid => /^State:\s+[^ZX]/m.test(read(pid, 'status'));

/** Bytes in memory. */
export const memoryOf = pid => Number(/^VmRSS:\s+(\d+) kB/m.exec(read(pid, 'status'))?.[1]) * 1024;

export const parentOf = pid => Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1]);

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
