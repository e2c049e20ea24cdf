import { QUIET_HOURS } from './signals/notices.ts';

/** One row per setting: the editor's manifest, the language server's configuration and the docs are made from these. */
export interface Setting<T> {
  default: T;
  description: string;
  /** Allowed values, where the type is wider than the setting. */
  values?: readonly T[];
  /** What a text that is taken looks like. */
  pattern?: RegExp;
  /** Only the user's own settings count: a repository can't say where to listen, or whom to ask. */
  isOfMachine?: boolean;
}

const setting = <T>(row: Setting<T>): Setting<T> => row;

export const SETTINGS = {
  'inlayHints.form': setting<'full' | 'short' | 'off'>({
    default: 'full',
    values: ['full', 'short', 'off'],
    description:
      'What stands at the end of the first line of each LLM call: tokens and what a call costs, in and out; only the tokens and the sum; or nothing.',
  }),
  'diagnostics.enabled': setting<boolean>({
    default: true,
    description:
      'Tell what makes calls cost more than they need to, with what to do about it. `rules` in promptcost.config.yaml says which.',
  }),
  'hover.enabled': setting<boolean>({
    default: true,
    description: 'Show the breakdown of a call when the pointer rests on it.',
  }),
  'codeLens.enabled': setting<boolean>({
    default: false,
    description: 'Show tokens, cost and drift above each LLM call and prompt, in a line of its own.',
  }),
  'statusBar.enabled': setting<boolean>({
    default: true,
    description: "Show the file's total in the status bar.",
  }),
  'live.receive': setting<boolean>({
    default: false,
    isOfMachine: true,
    description:
      'Receive what programs on this machine send by OTLP (HTTP and gRPC, on the loopback address alone), and show what their LLM calls cost.',
  }),
  'live.port': setting<number>({
    default: 4318,
    isOfMachine: true,
    description: 'Where OTLP is received. Where the port is taken, the next free one is.',
  }),
  'live.prometheusUrl': setting<string>({
    default: '',
    isOfMachine: true,
    description:
      'A Prometheus, or what answers as one does (VictoriaMetrics, Thanos, Mimir, Grafana Cloud), with the path that its API lies under: `https://prometheus.example.com`. `Prompt Cost: Connect Prometheus…` also asks for a token, and keeps it apart from the settings.',
  }),
  'live.notify': setting<boolean>({
    default: true,
    description:
      'Show a message when tokens or dollars go four times as fast as at this time of other weeks, or when a budget (`spend` in promptcost.config.yaml) burns so fast that its month is gone in two days; once, as long as it lasts.',
  }),
  'live.quietHours': setting<string>({
    default: '',
    pattern: QUIET_HOURS,
    description:
      'Hours of this machine’s clock in which no such message is shown: `22-07`. What still lasts is shown after them.',
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [K in SettingName]: (typeof SETTINGS)[K]['default'] };

export const DEFAULT_SETTINGS = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, row]) => [name, row.default]),
) as Settings;
