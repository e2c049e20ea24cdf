/** What the catalogue lacks, one concern a file. Never edit a row that was true: append another. */
export interface Fact {
  /** The page it was read on. */
  source: string;
  /** The day it was read, or the older one that the page says it holds for. ISO date. */
  asOf: string;
}
