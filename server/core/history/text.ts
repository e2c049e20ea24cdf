import type { Place } from '../model.ts';

/** A text that stands in one file, as a revision has it. */
export interface StaticText {
  /** The way to it in its file: enclosing symbols and names, such as `Agent.run.system`. */
  symbol: string;
  place: Place;
  /** What is certain to be sent of it: cooked, without what is filled in at run time. */
  text: string;
  /** The names around it, or its place, say that it is a prompt. */
  isPrompt: boolean;
}
