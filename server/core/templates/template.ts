import type { Known, ModelChoice, Place, Prompt, Repetition, Tier } from '../model.ts';

/** A prompt file, as its format reads it. */
export interface Source {
  /** Relative to the workspace root, with `/`. */
  file: string;
  text: string;
  /** The place of a stretch of the text, by UTF-16 offsets. */
  place: (start: number, end: number) => Place;
  /** Another file, by a path as files write it: from this one's folder or one around it. */
  other: (path: string) => Source | undefined;
}

/** A prompt that a file holds. */
export interface TemplateSite {
  /** What the format calls it; the file's own name where it holds no other. */
  name: string;
  place: Place;
  /** Where an editor anchors what it shows. */
  anchor: Place;
  prompt: Prompt;
  /** Null: the file names no model, so it has tokens and never a price. */
  model: ModelChoice | null;
  maxOutput: Known<number>;
  repeats: Repetition[];
  /** When it is sent, in words, where the format decides that; null where whoever reads the file does. */
  sent: string | null;
}

/** A format of prompt files. */
export interface Template {
  id: string;
  /** Whether a file is of this format, by its path alone: nothing else is read to tell. */
  matches: (file: string) => boolean;
  /** What its prompts are for, where the format says so whatever the folder. */
  tier?: Tier;
  /** Odd text gives a partial reading, never an error. */
  read: (source: Source) => TemplateSite[];
}
