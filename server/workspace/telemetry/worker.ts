import { join } from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { LiveProject, LiveSetup, LiveState } from '../../core/signals/live.ts';
import { type Live, type LiveListeners, openLive } from './live.ts';

/** What crosses into the thread. */
type Order = { id: number } & ({ setUp: LiveSetup } | { project: LiveProject } | { close: true });

/** What comes out of it. */
type Word = { done: number } | { failed: number; why: string } | { state: LiveState } | { problem: string };

const ENDED = 'live use is read no more: the log says why';

/** The same as `openLive`, in a thread of its own: however much arrives, nobody waits for it. `folder`: where it keeps what it saw. */
export function openLiveAside(assets: string, folder: string | null, { onState, onProblem }: LiveListeners): Live {
  const worker = new Worker(join(assets, 'live.cjs'), { workerData: folder });
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let last = 0;
  let isEnded = false;
  const settle = (id: number, why?: string): void => {
    const order = waiting.get(id);
    waiting.delete(id);
    if (why === undefined) order?.resolve();
    else order?.reject(new Error(why));
  };
  const end = (): void => {
    isEnded = true;
    for (const id of waiting.keys()) settle(id, ENDED);
  };
  worker.on('message', (word: Word) => {
    if ('state' in word) onState(word.state);
    else if ('problem' in word) onProblem(word.problem);
    else if ('done' in word) settle(word.done);
    else settle(word.failed, word.why);
  });
  worker.on('error', error => {
    onProblem(error instanceof Error ? (error.stack ?? error.message) : String(error));
    end();
  });
  worker.on('exit', end);
  const order = (what: { setUp: LiveSetup } | { project: LiveProject } | { close: true }): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isEnded) return reject(new Error(ENDED));
      last += 1;
      waiting.set(last, { resolve, reject });
      // oxlint-disable-next-line require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id: last, ...what } satisfies Order);
    });
  return {
    setUp: setUp => order({ setUp }),
    setProject: project => order({ project }),
    async close() {
      await order({ close: true }).catch(() => undefined);
      await worker.terminate();
    },
  };
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const tell = (word: Word): void => port.postMessage(word);
  const live = openLive(workerData as string | null, {
    onState: state => tell({ state }),
    onProblem: problem => tell({ problem }),
  });
  port.on('message', (order: Order) => {
    const done =
      'setUp' in order ? live.setUp(order.setUp) : 'project' in order ? live.setProject(order.project) : live.close();
    done.then(
      () => tell({ done: order.id }),
      (error: unknown) => tell({ failed: order.id, why: error instanceof Error ? error.message : String(error) }),
    );
  });
}
