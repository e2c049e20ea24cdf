import type { Connection } from 'vscode-languageserver/node';
import { type Target, targetOf } from '../core/signals/join.ts';
import { type LiveSetup, type LiveState, nothingLive, type SiteUse } from '../core/signals/live.ts';
import type { Settings } from '../core/settings.ts';
import type { CallSite } from '../core/model.ts';
import { panelOf, type Places } from '../report/panel/index.ts';
import { cacheFolder } from '../workspace/git/cache-folder.ts';
import type { KeptScans } from '../workspace/kept-scans.ts';
import type { Session } from '../workspace/session.ts';
import { type PlacedCall, placesOf } from '../workspace/telemetry/places.ts';
import { createTurns } from '../workspace/telemetry/in-turn.ts';
import { openLiveAside } from '../workspace/telemetry/worker.ts';
import type { Live } from '../workspace/telemetry/live.ts';
import { isTrusted } from '../workspace/trust.ts';
import { followCodeChanges } from './code-changes.ts';
import type { Folders } from './folders.ts';
import { serveLiveAlerts } from './live-alerts.ts';
import type { Repositories } from './repositories.ts';
import { LIVE_PANEL, LIVE_SETUP, LIVE_SHOWN, type LiveShown } from './protocol.ts';

const NOTHING: LiveSetup = { receive: null, prometheus: null, sample: false };
/** The panel is told so often at most; hints, which move what is read, less often. */
const TELL_MS = 250;
const HINTS_MS = 15_000;
/** Edits come in rows. */
const SETTLE_MS = 2000;

export interface LiveUse {
  /** What is measured of a call. */
  of(session: Session, call: CallSite): SiteUse | undefined;
  /** The workspace's calls may be others now. */
  workspaceChanged(): void;
}

export interface LiveOptions {
  folders: Folders;
  scans: KeptScans;
  repositories: Repositories;
  assets: string;
  settings(): Settings;
  /** What is shown of documents is another. */
  changed(): void;
  /** The first calls were seen. */
  used(): void;
}

/** Live use: set up by the editor, read in a thread beside this one, told to the panel and beside the calls. */
// eslint-disable-next-line max-lines-per-function -- a closure: what is known and the small functions that change it
export function serveLive(connection: Connection, options: LiveOptions): LiveUse {
  const { folders, scans, assets, changed, used } = options;
  let live: Live | undefined;
  let state: LiveState | undefined;
  let uses = new Map<string, SiteUse>();
  let places: Places = placesOf([]);
  let targets: readonly Target[] = [];
  let isShown = false;
  let telling: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  let hintsAt = 0;

  const failed = (error: unknown): void =>
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));

  const commits = followCodeChanges({ ...options, changed: tell, failed });

  const hearAlerts = serveLiveAlerts(connection, options.settings, failed);

  function tell(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      if (!isShown) return;
      if (state) commits.look();
      const all = { ...(state ?? nothingLive(Date.now())), changes: commits.known() };
      const placed = { ...places, uriOf: (file: string) => commits.uriOf(file) ?? places.uriOf(file) };
      connection.sendNotification(LIVE_PANEL, panelOf(all, placed)).catch(failed);
    }, TELL_MS);
  }

  function hear(heard: LiveState): void {
    const known = state?.sites.length ?? 0;
    const isFirst = known === 0 && heard.sites.length > 0;
    state = heard;
    hearAlerts(heard.alerts, heard.at);
    // What is measured goes before what is made up.
    const sites = heard.sites.toSorted((a, b) => Number(b.isSample) - Number(a.isSample));
    uses = new Map(sites.map(use => [keyOf(use.root, use.site), use]));
    tell();
    if (known + heard.sites.length === 0 || (!isFirst && heard.at - hintsAt < HINTS_MS)) return;
    hintsAt = heard.at;
    changed();
    if (isFirst) used();
  }

  async function setUp(setup: LiveSetup): Promise<void> {
    const given = isTrusted() ? setup : NOTHING;
    const isWanted = given.receive !== null || given.prometheus !== null || given.sample;
    if (!isWanted) return end();
    live ??= openLiveAside(assets, cacheFolder(), { onState: hear, onProblem: failed });
    try {
      // What was kept of this workspace is found by its folders; its calls take a scan, which nobody waits for.
      await tellProject(await folders.sessions());
      await live.setUp(given);
    } catch (error) {
      await end();
      throw error;
    }
    void tellCalls().catch(failed);
  }

  async function end(): Promise<void> {
    if (!live) return tell();
    await live.close();
    [live, state] = [undefined, undefined];
    uses = new Map();
    tell();
    changed();
  }

  async function tellProject(sessions: readonly Session[]): Promise<void> {
    const configurations = sessions.map(session => session.configuration());
    await live?.setProject({
      roots: sessions.map(({ root }) => root),
      targets,
      prices: configurations.flatMap(({ prices }) => prices),
      spend: configurations.flatMap(({ spend }) => spend),
      gpus: configurations.flatMap(({ gpus }) => gpus),
      live: configurations[0]?.live ?? { labels: null, shares: null },
    });
  }

  async function tellCalls(): Promise<void> {
    if (!live) return;
    const sessions = await folders.sessions();
    const all: PlacedCall[] = [];
    for (const session of sessions) {
      const { analyses } = await scans.scan(session);
      all.push(...analyses.flatMap(({ calls }) => calls.map(call => ({ root: session.root, call }))));
    }
    places = placesOf(all);
    targets = all.map(({ root, call }) => targetOf(root, call));
    await tellProject(sessions);
  }

  // Settings come in rows, too: the later finds what the earlier has made, or ended.
  const inTurn = createTurns();
  connection.onRequest(LIVE_SETUP, (setup: LiveSetup) => inTurn(() => setUp(setup)));
  connection.onNotification(LIVE_SHOWN, (shown: LiveShown) => {
    ({ isShown } = shown);
    tell();
  });
  connection.onShutdown(() => {
    commits.close();
    return live?.close();
  });

  return {
    of: (session, { id }) => uses.get(keyOf(session.root, id)),
    workspaceChanged() {
      if (!live) return;
      clearTimeout(settling);
      settling = setTimeout(() => void tellCalls().catch(failed), SETTLE_MS);
    },
  };
}

const keyOf = (root: string, site: string): string => `${root}\0${site}`;
