import path from 'node:path';
import type { Drift } from '../core/history/drift.ts';
import type { Analysis } from '../core/model.ts';
import { sentIn } from '../workspace/git/sent.ts';
import { readDriftAside } from '../workspace/git/worker.ts';
import type { Outcome } from '../workspace/read.ts';
import type { Placed, Repositories } from './repositories.ts';

/** A name in a folder: which work tree it lies in is asked by a file. */
const ANY = '.any';

/** A folder as its work tree knows it. */
export interface PlacedFolder extends Placed {
  /** From the work tree's top: the folder that is open may lie deeper. */
  prefix: string;
}

export async function placedFolder(repositories: Repositories, root: string): Promise<PlacedFolder | undefined> {
  const placed = await repositories.at(path.join(root, ANY));
  return placed && { ...placed, prefix: placed.path.slice(0, -ANY.length) };
}

/** How prompts of a folder grew, those that are gone too. */
export function readFolderDrift(
  { place, prefix }: PlacedFolder,
  analyses: readonly Analysis[],
  { assets, since, signal }: { assets: string; since: Date | null; signal: AbortSignal },
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Outcome<Drift>> {
  const sent = new Map([...sentIn(analyses)].map(([file, all]) => [prefix + file, all]));
  const paths = prefix === '' ? [] : [prefix.slice(0, -1)];
  return readDriftAside({ place, assets, options: { paths, since, sent, withGone: true } }, onProgress, signal);
}
