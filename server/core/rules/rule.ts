import type { Fact } from '../../../pricing/facts/fact.ts';
import type { Configuration, Severity } from '../configuration/configuration.ts';
import type { Analysis, AnalyzedCall, Finding, Place, Tier } from '../model.ts';
import type { Meter, Project } from '../ports.ts';

/** What a provider or a maker of an SDK says, in our words. */
interface Said extends Fact {
  says: string;
}

/** What a rule may ask beside what was analysed. */
export interface Context {
  project: Project;
  meter: Meter;
  configuration: Configuration;
}

/** What a rule found; its id and severity are added. */
export interface Found extends Pick<Finding, 'message'>, Partial<Pick<Finding, 'related' | 'isDeprecated' | 'fix'>> {
  /** What is marked, where not the call itself. */
  place?: Place;
}

/** What is found of something else than one call. */
export interface FoundAt extends Found {
  subject: Place;
  tier: Tier;
}

/** A cost anti-pattern that can be told from the code. If it would be wrong one time in ten, it is `info` or not here. */
export interface Rule {
  /** Kebab-case; the name of its file. */
  id: string;
  /** What is wrong, in a few words. */
  title: string;
  /** How serious its findings are, unless the project says otherwise. */
  severity: Severity;
  /** Why it costs: Markdown, a paragraph each. */
  why: readonly string[];
  said: readonly Said[];
  /** When to ignore it. */
  ignore: string;
  /** A case of it, and what would be better. */
  example: { language: string; before: string; after: string | null };
  /** For which code it is told; left out: what the project runs. */
  tiers?: readonly Tier[];
  check:
    | { of: 'call'; find: (call: AnalyzedCall, context: Context) => readonly Found[] }
    /** What can only be told of several places at once. */
    | { of: 'all'; find: (analyses: readonly Analysis[], context: Context) => readonly FoundAt[] };
}
