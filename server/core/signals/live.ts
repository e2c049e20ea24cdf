import type { OwnPrice } from '../../../pricing/own.ts';
import type { GpuPrice, LiveSettings, SpendRow } from '../configuration/configuration.ts';
import type { GpuSpend } from './gpu-model.ts';
import type { JoinBasis, Target } from './join.ts';
import type { Known } from '../model.ts';
import type { Counter, Measurement, Reading, Signal, Window } from './model.ts';

/** What live use is read from. */
export interface LiveSetup {
  /** Receives OTLP. */
  receive: { port: number } | null;
  prometheus: { url: string; credentials: PrometheusCredentials } | null;
  /** Traffic that is made up, marked as such. */
  sample: boolean;
}

export type PrometheusCredentials =
  | { kind: 'none' }
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'header'; name: string; value: string };

/** What a workspace says that bears on it. */
export interface LiveProject {
  /** Folders, as absolute paths. */
  roots: readonly string[];
  targets: readonly Target[];
  prices: readonly OwnPrice[];
  spend: readonly SpendRow[];
  gpus: readonly GpuPrice[];
  live: LiveSettings;
}

/** All that is known of live use at one moment: what the panel, `prompt-cost live` and the hover are made of. */
export interface LiveState {
  at: number;
  /** None: nothing was set up yet. */
  sources: readonly LiveSource[];
  measurements: readonly Measurement[];
  /** Of each source that sees any: the same money as `gpu-hourly` of its measurements, with all that follows from it. */
  gpus: readonly GpuUse[];
  sites: readonly SiteUse[];
  budgets: readonly BudgetState[];
  /** Of what is not made up, by source, counter and signal. */
  rates: readonly RateState[];
  alerts: readonly Alert[];
  mismatches: readonly Mismatch[];
  /** Of the time that series show, newest first. */
  changes: readonly CodeChange[];
}

/** Where nothing was set up yet. */
export const nothingLive = (at: number): LiveState => ({
  at,
  sources: [],
  measurements: [],
  gpus: [],
  sites: [],
  budgets: [],
  rates: [],
  alerts: [],
  mismatches: [],
  changes: [],
});

/** What the GPUs that a source sees cost. */
export interface GpuUse {
  /** As in `Measurement`. */
  source: string;
  vocabulary: string;
  spend: GpuSpend;
}

/** Where the code says one thing and what runs another. */
export interface Mismatch {
  id: string;
  text: string;
  /** How sure that is, and what it rests on; null: the text says it. */
  detail: string | null;
  /** The call that it is of; null: of none. */
  file: string | null;
  site: string | null;
}

/** What a commit made of a prompt or a call: it may be why something moved. */
export interface CodeChange {
  /** When it was committed. */
  at: number;
  /** Short hash. */
  commit: string;
  /** `SYSTEM grew by 640 tok`. */
  title: string;
  file: string;
  /** From 0, as the file is now; null where it is there no more. */
  line: number | null;
}

export interface LiveSource {
  /** As in `Measurement`. */
  id: string;
  kind: 'otlp' | 'prometheus';
  /** `Prometheus at prom.example.com`, `OTLP on port 4318`. */
  title: string;
  /** It sends what this program makes up, to show how it looks. */
  isSample: boolean;
  /**
   * `connecting`: no answer yet; `waiting`: it is there, and has nothing of LLM calls; `live`; `stale`: it had, and what is shown is of
   * `lastAt`; `failed`.
   */
  state: 'connecting' | 'waiting' | 'live' | 'stale' | 'failed';
  /** What is wrong, or what is waited for, and the next step. */
  message: string | null;
  lastAt: number | null;
  /** Lines of a shell that make a program send here. */
  setUp: readonly string[];
  /** Address of its own page for a query, which goes at the end: `http://localhost:9090/graph?g0.expr=`; null: it has none. */
  queryUrl: string | null;
}

/** How a call of the workspace was used. */
export interface SiteUse {
  /** Of the call: its folder, an absolute path; the file in it; and its id. */
  root: string;
  file: string;
  site: string;
  /** How it is known to be this call; the weakest, where samples differ. */
  basis: JoinBasis;
  source: string;
  isSample: boolean;
  window: Window;
  requests: Reading;
  inputMean: Reading;
  inputP50: Reading;
  inputP95: Reading;
  outputMean: Reading;
  /** Part of input that the provider's cache had. */
  cached: Reading;
  spend: Reading;
  /** What answers took of the bound that the code sets; null: it sets none, or no request was told to be sent with it. */
  bound: BoundUse | null;
}

/** Answers to those requests that were sent with the same bound of output as the code has now. */
export interface BoundUse {
  maxOutput: number;
  answers: number;
  /** Requests that succeeded and don't tell their bound, or what the answer took: any of them may have reached it. */
  untold: number;
  p99: Reading;
  longest: Reading;
}

/** What may be spent, and how fast it is. */
export interface BudgetState {
  name: string;
  perMonthUsd: number;
  /** Of this month so far, as far as it was seen. */
  spent: Reading;
  /** Of spend against what the budget allows in the same time, for each pair of windows. */
  burn: readonly {
    /** Names of the two windows: `1h`, `5m`. */
    windows: { long: string; short: string };
    long: Reading;
    short: Reading;
    limit: number;
    severity: Alert['severity'];
    isBurning: boolean;
  }[];
  /** At the end of the month: by the last hours, and by the last days. */
  forecast: { low: Reading; high: Reading } | null;
}

/** What an alert on a rate is of. */
export type RateSignal = 'input-tokens' | 'output-tokens' | 'spend';

/** How fast a signal goes, against the same time of earlier weeks. */
export interface RateState {
  /** As in `Measurement`. */
  source: string;
  counter: Counter;
  vocabulary: string;
  id: RateSignal;
  steps: readonly RateStep[];
  /** What grew most, where one of the steps is beyond its limit. */
  driver: string | null;
}

/** One pair of windows. */
export interface RateStep {
  windows: { long: string; short: string };
  long: Reading;
  short: Reading;
  baseline: Signal['before'][number];
  /** Of the lesser of both windows against the baseline; unknown, with the reason, where nothing is said. */
  factor: Known<number>;
  limit: number;
  severity: Alert['severity'];
  isBeyond: boolean;
}

export interface Alert {
  /** The same as long as it is the same trouble. */
  id: string;
  severity: 'page' | 'ticket';
  since: number;
  title: string;
  /** What moved most: a signal, a model, a service, a commit. */
  driver: string | null;
  how: string;
}
