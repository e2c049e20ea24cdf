import { createHash } from 'node:crypto';
import path from 'node:path';
import { alertsOf, driverOf, stateOf } from '../../core/signals/budgets.ts';
import type { Alert, BudgetState, LiveProject, LiveSetup, LiveState } from '../../core/signals/live.ts';
import { mismatchesOf } from '../../core/signals/mismatches.ts';
import type { Outgrown } from '../../core/signals/packages/outgrown.ts';
import { rateAlerts } from '../../core/signals/rates.ts';
import { createTurns } from './in-turn.ts';
import { openOtlpSource, type OtlpSource } from './otlp-source.ts';
import { createPackages } from './packages.ts';
import { openPrometheusSource } from './prometheus-source.ts';
import { SAMPLE_CALLS, type SampleTraffic, samplesOf, sendSampleTraffic } from './sample-traffic.ts';
import type { Source } from './source.ts';

/** Live use, read from wherever it was set up. */
export interface Live {
  /** Takes up what is new and ends what is wanted no more; done when all of it runs or has failed. */
  setUp(setup: LiveSetup): Promise<void>;
  setProject(project: LiveProject): Promise<void>;
  close(): Promise<void>;
}

export interface LiveListeners {
  onState(state: LiveState): void;
  /** What a user can't see in a source's state: a file that can't be kept. Never a secret. */
  onProblem(why: string): void;
}

/** What it comes to is told so often at most. */
const TELL_MS = 1000;
/** And so often at least: ages and baselines move without anything new. */
const TICK_MS = 10_000;

const NO_PROJECT: LiveProject = {
  roots: [],
  targets: [],
  prices: [],
  spend: [],
  gpus: [],
  live: { labels: null, shares: null },
};

/** `folder`: where what was received is kept across restarts; null: nowhere. */
// eslint-disable-next-line max-lines-per-function -- a closure: what runs and the small functions that change it
export function openLive(folder: string | null, { onState, onProblem }: LiveListeners): Live {
  let project = NO_PROJECT;
  const findOutgrown = createPackages();
  let outgrown: readonly Outgrown[] = [];
  let alerts: readonly Alert[] = [];
  let traffic: SampleTraffic | undefined;
  let telling: NodeJS.Timeout | undefined;
  const sources = new Map<string, { key: string; source: Source }>();
  const failures = new Map<string, string>();

  function tell(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      const state = stateNow(
        [...sources.values()].map(({ source }) => source),
        { ...project, outgrown },
        alerts,
        failures,
      );
      ({ alerts } = state);
      onState(state);
    }, TELL_MS);
  }
  const ticking = setInterval(() => {
    if (sources.size > 0) tell();
  }, TICK_MS);
  ticking.unref();

  /** One source by its name: as it is wanted now, from when that is another; null: it is to end. */
  async function want<T>(name: string, wanted: T | null, open: (wanted: T) => Promise<Source> | Source): Promise<void> {
    const key = JSON.stringify(wanted);
    const running = sources.get(name);
    if (running?.key === key) return;
    sources.delete(name);
    failures.delete(name);
    await running?.source.close();
    if (wanted === null) return;
    try {
      const source = await open(wanted);
      source.setProject(project);
      sources.set(name, { key, source });
    } catch (error) {
      failures.set(name, error instanceof Error ? error.message : String(error));
    }
  }

  const receiver = (id: 'otlp' | 'sample', port: number, file: string | null): Promise<OtlpSource> =>
    openOtlpSource({ id, port, isSample: id === 'sample', file, project, onChange: tell, onProblem });

  async function setUp({ receive, prometheus, sample }: LiveSetup): Promise<void> {
    // Another workspace has another file.
    const file = folder === null ? null : storeFile(folder, project.roots);
    await want('otlp', receive && { ...receive, file }, wanted => receiver('otlp', wanted.port, wanted.file));
    await want('prometheus', prometheus, wanted => openPrometheusSource(wanted, tell));
    if (!sample) {
      traffic?.stop();
      traffic = undefined;
    }
    await want('sample', sample ? true : null, async () => {
      const opened = await receiver('sample', 0, null);
      traffic ??= sendSampleTraffic(opened.endpoint, samplesFor(project), onProblem);
      return opened;
    });
    tell();
  }

  const inTurn = createTurns();

  return {
    setUp: setup => inTurn(() => setUp(setup)),
    setProject: next =>
      inTurn(() => {
        project = next;
        outgrown = findOutgrown(next.targets);
        for (const { source } of sources.values()) source.setProject(next);
        traffic?.setCalls(samplesFor(next));
        tell();
        return Promise.resolve();
      }),
    close: () =>
      inTurn(async () => {
        clearInterval(ticking);
        clearTimeout(telling);
        traffic?.stop();
        await Promise.all([...sources.values()].map(({ source }) => source.close()));
        sources.clear();
      }),
  };
}

const samplesFor = ({ targets }: LiveProject) => {
  const own = samplesOf(targets);
  return own.length > 0 ? own : SAMPLE_CALLS;
};

/** What one workspace's editor received; a command that is run in its folder finds it. */
export function storeFile(folder: string, roots: readonly string[]): string {
  const name = createHash('sha256').update(roots.toSorted().join('\n')).digest('hex').slice(0, 16);
  return path.join(folder, 'live', `${name}.json`);
}

function stateNow(
  sources: readonly Source[],
  project: LiveProject & { outgrown: readonly Outgrown[] },
  alerts: readonly Alert[],
  failures: ReadonlyMap<string, string>,
): LiveState {
  const at = Date.now();
  const budgets = budgetsOf(sources, project, at);
  const mover = sources.map(source => source.movers(at)).find(({ now }) => now.length > 0);
  const driver = mover ? driverOf(mover.now, mover.before) : null;
  const real = sources.filter(source => !source.state(at).isSample);
  const rates = real.flatMap(source => source.rates(at));
  const measurements = sources.flatMap(source => source.measurements(at));
  const sites = sources.flatMap(source => source.uses(at));
  return {
    at,
    sources: [...sources.map(source => source.state(at)), ...[...failures].map(([id, why]) => failed(id, why))],
    measurements,
    gpus: sources.flatMap(source => source.gpus()),
    sites,
    mismatches: mismatchesOf(
      {
        targets: project.targets,
        uses: sites.filter(({ isSample }) => !isSample),
        models: real.flatMap(source => source.models(at)),
        outgrown: real.some(source => source.state(at).kind === 'otlp') ? project.outgrown : [],
      },
      new Date(at).toISOString().slice(0, 10),
    ),
    budgets,
    rates,
    // A rate moves before a budget does.
    alerts: [...rateAlerts(rates, alerts, at), ...alertsOf(budgets, driver, alerts, at)],
    changes: [],
  };
}

/** Each by the first source that tells money: two may have counted the same calls. What is made up burns no budget. */
const budgetsOf = (sources: readonly Source[], { spend }: LiveProject, at: number): BudgetState[] =>
  spend.flatMap(row => {
    const told = sources.filter(source => !source.state(at).isSample).map(source => source.spends(row, at));
    const spends = told.find(found => found?.month.value.known === true) ?? told.find(found => found !== null);
    return spends ? [stateOf(row, spends, at)] : [];
  });

/** A port that could not be listened on; servers that are asked tell their trouble themselves. */
const failed = (id: string, why: string): LiveState['sources'][number] => ({
  id,
  kind: 'otlp',
  title: id === 'sample' ? 'Sample traffic' : 'OTLP',
  isSample: id === 'sample',
  state: 'failed',
  message: why,
  lastAt: null,
  setUp: [],
  queryUrl: null,
});
