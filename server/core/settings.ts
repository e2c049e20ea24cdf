/** One row per setting: the editor's manifest, the language server's configuration and the docs are made from these. */
export interface Setting<T> {
  default: T;
  description: string;
  /** Allowed values, where the type is wider than the setting. */
  values?: readonly T[];
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
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { [K in SettingName]: (typeof SETTINGS)[K]['default'] };

export const DEFAULT_SETTINGS = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, row]) => [name, row.default]),
) as Settings;
