import { type Instrumentation, INSTRUMENTATIONS, type Registry, type Takes } from './instrumentations.ts';

/** Calls of which no spans are made, as what would make them takes other versions of their SDK. */
export interface Outgrown {
  /** `openai 7.55.0`. */
  sdk: string;
  /** `@opentelemetry/instrumentation-openai 0.22.0 takes >=4.19.0 <7`, each that is there. */
  takes: readonly string[];
  registry: Registry;
  /** Files that tell the versions, and pages that tell what is taken. */
  sources: readonly string[];
  calls: readonly { root: string; file: string; site: string }[];
}

/** A call, and who knows of its packages. */
export interface Asked {
  root: string;
  file: string;
  site: string;
  /** Id of the SDK's data file. */
  sdk: string;
  registry: Registry;
  /** The one version of a package that this call has, and where that stands; null: none, or several. */
  versionOf: (name: string) => { version: string; from: string } | null;
}

/** Where all instrumentations that are there are known not to take the SDK. One that is not known may make spans: nothing is said then. */
export function outgrownOf(calls: readonly Asked[]): Outgrown[] {
  const found = new Map<string, Outgrown>();
  for (const call of calls) {
    const of = outgrown(call);
    if (!of) continue;
    const key = JSON.stringify([of.sdk, of.takes]);
    found.set(key, { ...of, calls: [...(found.get(key)?.calls ?? []), ...of.calls] });
  }
  return [...found.values()];
}

function outgrown({ root, file, site, sdk: id, registry, versionOf }: Asked): Outgrown | null {
  const present = INSTRUMENTATIONS.filter(one => one.registry === registry && one.calls.includes(id)).flatMap(one => {
    const found = versionOf(one.name);
    return found ? [{ ...one, ...found }] : [];
  });
  const sdk = present[0] && versionOf(present[0].sdk);
  if (!sdk) return null;
  const rows = present.map(one => ({ one, row: rowOf(one, one.version) }));
  if (!rows.every(({ row }) => row !== null && isOutside(sdk.version, row))) return null;
  return {
    sdk: `${present[0]?.sdk} ${sdk.version}`,
    takes: rows.flatMap(({ one, row }) => (row ? [`${one.name} ${one.version} takes ${rangeOf(row)}`] : [])),
    registry,
    sources: [...new Set([sdk.from, ...rows.flatMap(({ one }) => [one.from, `${one.source}, ${one.asOf}`])])],
    calls: [{ root, file, site }],
  };
}

const rangeOf = ({ least, below }: Takes): string => `>=${least}${below === null ? '' : ` <${below}`}`;

function rowOf({ takes }: Instrumentation, version: string): Takes | null {
  const own = numbersOf(version, BETA);
  return own && (takes.find(({ from, through }) => compare(own, from) >= 0 && compare(own, through) <= 0) ?? null);
}

function isOutside(version: string, { least, below }: Takes): boolean {
  const numbers = numbersOf(version, RELEASE);
  return numbers !== null && (compare(numbers, least) < 0 || (below !== null && compare(numbers, below) >= 0));
}

/** What comes before a release is in no range, or in all: the two registries don't agree. */
const RELEASE = /^\d+(?:\.\d+)*$/;
/** OpenTelemetry's for Python are betas by name, `2.2b0`. */
const BETA = /^\d+(?:\.\d+)*(?=b\d+$|$)/;

const numbersOf = (version: string, form: RegExp): number[] | null =>
  form.exec(version)?.[0].split('.').map(Number) ?? null;

function compare(a: readonly number[], text: string): number {
  const b = text.split('.').map(Number);
  const at = Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).find(i => (a[i] ?? 0) !== (b[i] ?? 0));
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
