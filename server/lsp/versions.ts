import type { Step } from '../core/history/series.ts';
import { OPEN_VERSIONS, type VersionPair } from './protocol.ts';

/** Whether the editor can show two versions side by side. */
export type CanOpen = () => boolean;

/** The two versions of its file that a step lies between. */
export function versionsOf({ versions: { before, after }, commit, line, path }: Step, top: string): VersionPair | null {
  if (!before && !after) return null;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    title: `${name} (${commit === null ? 'not committed' : commit.slice(0, 8)})`,
    before: before && { top, ...before },
    after: after && { top, ...after },
    line,
  };
}

/** A link that runs the editor's command. */
export function versionLink(step: Step, top: string, canOpen: CanOpen): string | undefined {
  const pair = canOpen() ? versionsOf(step, top) : null;
  return pair ? `command:${OPEN_VERSIONS}?${encodeURIComponent(JSON.stringify([pair]))}` : undefined;
}
