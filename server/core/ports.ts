import type { Currency, OwnPrice } from '../../pricing/own.ts';
import type { Facts } from './languages/facts.ts';

/**
 * What core must ask for midway. The workspace answers from disk, from an editor's unsaved buffer, or from a git
 * revision; core can't tell which. All answers are synchronous: a port that must wait has waited before `analyze`.
 */
export interface Project {
  /** Facts of a source file, or undefined where there is none (missing, binary, too large, no known language). */
  facts(file: string): Facts | undefined;
  exists(file: string): boolean;
  /** Names of the files in a folder, sorted; empty where there is none. */
  folder(path: string): readonly string[];
  /** Source files of that base name, anywhere in the project. */
  named(name: string): readonly string[];
  /**
   * Source files that declare a type of that name (`class`, `record`, `interface`, …), methods of one (`this Name`), or
   * names for all others (`global using`): all found in one reading, where a word costs one each.
   */
  declaring(what: string): readonly string[];
  /** Source files that hold a word: where else a type is spoken of. */
  mentioning(word: string): readonly string[];
  /** Text of any file: prompt files, `tsconfig.json`. Undefined where it can't be read as text. */
  text(file: string): string | undefined;
  /** The first bytes of any file: a picture's header. */
  head(file: string, bytes: number): Uint8Array | undefined;
}

/** Encodings with a public vocabulary. */
export type EncodingId =
  | 'o200k_base'
  | 'o200k_harmony'
  | 'cl100k_base'
  | 'p50k_base'
  | 'r50k_base'
  | 'gpt2'
  | 'qwen'
  | 'deepseek'
  | 'tekken';

/** Number of tokens of a text; special-token lookalikes count as ordinary text, as providers bill them. */
export type CountTokens = (encoding: EncodingId, text: string) => number;

/** What the numbers depend on beside the source. */
export interface Meter {
  count: CountTokens;
  /** The day to price for, ISO date: core has no clock. */
  on: string;
  /** What the user pays instead of list prices; left out: nothing. */
  prices?: readonly OwnPrice[];
  /** What amounts are shown in, if not in US dollars. */
  currency?: Currency | null;
  /** Models that a call is compared with, as the user names them; left out: none. */
  candidates?: readonly string[];
}
