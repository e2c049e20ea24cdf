import { join } from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Drift } from '../../core/history/drift.ts';
import type { Outcome } from '../read.ts';
import { type DriftOptions, readDrift } from './drift.ts';
import { type Place, openRepository } from './repository.ts';

/** What crosses into the thread. */
interface Task {
  place: Place;
  assets: string;
  options: Omit<DriftOptions, 'onProgress' | 'signal'>;
}

type Word = { done: number; total: number } | { result: Outcome<Drift> };

/** The same as `readDrift`, in a thread of its own: nobody waits meanwhile. Aborted, it ends at once. */
export function readDriftAside(
  { place, assets, options }: Task,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Outcome<Drift>> {
  const worker = new Worker(join(assets, 'history.cjs'), { workerData: { place, assets, options } satisfies Task });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  return new Promise<Outcome<Drift>>((resolve, reject) => {
    worker.on('message', (word: Word) => ('result' in word ? resolve(word.result) : onProgress(word.done, word.total)));
    worker.on('error', reject);
    worker.on('exit', () => resolve({ ok: false, why: 'the history was not read to its end' }));
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    stop();
  });
}

/** Progress is told so often at most. */
const EVERY_MS = 100;

async function work({ place, assets, options }: Task, tell: (word: Word) => void): Promise<void> {
  const repository = openRepository(place, assets);
  let told = 0;
  const onProgress = (done: number, total: number): void => {
    if (performance.now() - told < EVERY_MS) return;
    told = performance.now();
    tell({ done, total });
  };
  const result = await readDrift(repository, { ...options, onProgress }).finally(repository.close);
  tell({ result });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  void work(workerData as Task, word => port.postMessage(word));
}
