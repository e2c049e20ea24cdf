import { baseName, extensionOf } from '../paths.ts';
import type { Data, ReadData } from './data.ts';
import { readEnv } from './env.ts';
import { readJson } from './json.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

const FORMATS: Readonly<Record<string, ReadData>> = {
  json: readJson,
  jsonc: readJson,
  json5: readJson,
  yaml: readYaml,
  yml: readYaml,
  toml: readToml,
};

export type Format = 'json' | 'yaml' | 'toml' | 'env';

const BY_FORMAT: Readonly<Record<Format, ReadData>> = { json: readJson, yaml: readYaml, toml: readToml, env: readEnv };

/** Data of a text, in the format that its reader names. */
export const readAs = (format: Format, text: string): Data | undefined => BY_FORMAT[format](text);

/** The reader for a file's name; undefined for a file that is no data. */
export const readerOf = (file: string): ReadData | undefined =>
  /^\.env(?:\.|$)/.test(baseName(file)) ? readEnv : FORMATS[extensionOf(file)];
