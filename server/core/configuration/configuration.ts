/** What a project says of itself in `.prompt-cost.json`: what the source leaves open, and what is not to be told. */
export interface Configuration {
  models: readonly ModelMapping[];
  /** Whether a file is left out. */
  isIgnored: (file: string) => boolean;
}

/** Which model answers where the source does not decide it. All that a row names must hold; of several rows the first counts. */
export interface ModelMapping {
  model: string;
  provider: string | null;
  env: string | null;
  variable: string | null;
  site: string | null;
  path: string | null;
}

export const CONFIGURATION_FILE = '.prompt-cost.json';

export const NO_CONFIGURATION: Configuration = { models: [], isIgnored: () => false };

interface Key {
  type: 'string' | 'list of strings' | 'list of rows';
  description: string;
}

/** Every key, one row each: the reader, its messages and the editor's schema are made from these. */
export const KEYS: Readonly<Record<string, Key>> = {
  models: {
    type: 'list of rows',
    description: 'Which model answers where the source does not decide it. The first row that fits counts.',
  },
  ignore: {
    type: 'list of strings',
    description: 'Files that are not read: patterns such as `scripts/**`, counted from this file.',
  },
};

export const MODEL_KEYS: Readonly<Record<keyof ModelMapping, Key>> = {
  model: { type: 'string', description: 'The model that answers, as its provider calls it: `gpt-4o`.' },
  provider: { type: 'string', description: 'Who serves it, where not its maker: `azure`, `aws`.' },
  env: { type: 'string', description: 'For calls whose model comes from this environment variable: `OPENAI_MODEL`.' },
  variable: {
    type: 'string',
    description: 'For calls whose model is this, as Prompt Cost names it: `settings.model`.',
  },
  site: { type: 'string', description: 'For the call of this id, which `prompt-cost scan --json` tells.' },
  path: { type: 'string', description: 'For calls in these files: `src/agents/**`.' },
};

/** What a row can be known by. */
export const CONDITIONS = ['env', 'variable', 'site', 'path'] as const;
