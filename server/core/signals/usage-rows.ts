import { MEASURED } from '../configuration/configuration.ts';
import type { MeasuredFigures, MeasuredRow } from '../configuration/usage-file.ts';
import type { AnalyzedCall } from '../model.ts';
import { openingsOf } from '../prompts.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { SiteUse } from './live.ts';
import type { Reading } from './model.ts';

/** A row for the usage file; what could not be told of a call, in words. */
export interface UsageOf {
  row: MeasuredRow;
  notes: string[];
}

const MONTH_MS = 30 * DAY_MS;

/** What is needed of a call's use for its row. */
export interface MeasuredUse extends Pick<SiteUse, 'site' | 'basis' | 'window'> {
  requests: Told;
  inputMean: Told;
  outputMean: Told;
  cached: Told;
}
type Told = Pick<Reading, 'value' | 'exactness' | 'why'>;

/**
 * What was measured of a call as its usage. A month is told from a whole day on (`leastMs`): what an hour comes to says nothing of a
 * night. Lengths and shares are means of what was seen. `from`: where it was measured, in words.
 */
export function usageRowOf(
  use: MeasuredUse,
  call: AnalyzedCall,
  { from, on, leastMs = DAY_MS }: { from: string; on: string; leastMs?: number },
): UsageOf {
  const notes: string[] = [];
  const lengthMs = use.window.to - use.window.from;
  const row: MeasuredRow = {
    site: use.site,
    ...volume(use, lengthMs, leastMs, notes),
    ...hole(use, call, notes),
    ...means(use),
    source: `${MEASURED}: ${from}, ${daysOf(use)}, known by ${BASES[use.basis]}`,
    asOf: on,
  };
  return { row, notes };
}

/** What several calls of a model have in common: means alone, as how often each is made is not told. Null: not even these are. */
export function modelRowOf(
  use: Omit<MeasuredUse, 'site' | 'basis'>,
  model: string,
  { from, on, calls }: { from: string; on: string; calls: number },
): UsageOf | null {
  const figures = means(use);
  if (Object.keys(figures).length === 0) return null;
  const row: MeasuredRow = {
    model,
    ...figures,
    source: `${MEASURED}: ${from}, ${daysOf(use)}, of ${calls} calls together`,
    asOf: on,
  };
  return { row, notes: [`${calls} calls have this model: how often each is made is not told`] };
}

const daysOf = ({ window: { from, to } }: Pick<MeasuredUse, 'window'>): string =>
  `${((to - from) / DAY_MS).toFixed(1)} days`;

const means = ({ outputMean, cached }: Pick<MeasuredUse, 'outputMean' | 'cached'>): Partial<MeasuredFigures> => ({
  ...known('outputTokens', outputMean, value => Math.round(value)),
  ...known('cacheHitRate', cached, value => Math.round(value * 1000) / 1000),
});

const BASES: Readonly<Record<SiteUse['basis'], string>> = {
  line: 'its line',
  name: 'its name',
  model: 'its model alone',
};

function volume(
  { requests }: MeasuredUse,
  lengthMs: number,
  leastMs: number,
  notes: string[],
): { callsPerMonth?: number } {
  if (!requests.value.known) return {};
  if (lengthMs < leastMs) {
    notes.push(
      `seen for ${(lengthMs / HOUR_MS).toFixed(1)} h: no month is told from less than ${(leastMs / HOUR_MS).toFixed(0)} h`,
    );
    return {};
  }
  if (requests.exactness === 'lower-bound') {
    notes.push(`${requests.why[0] ?? 'not all of it was seen'}: no month is told from a part`);
    return {};
  }
  return { callsPerMonth: Math.round((requests.value.value * MONTH_MS) / lengthMs) };
}

/** What is sent beyond what the source says is what is filled in: where one thing alone is, its length. */
function hole(
  { inputMean }: MeasuredUse,
  { prompt, cost: { input } }: AnalyzedCall,
  notes: string[],
): { holes?: Readonly<Record<string, number>> } {
  const [name, ...others] = openingsOf(prompt);
  if (name === undefined || !inputMean.value.known) return {};
  const length = Math.round(inputMean.value.value - input.min);
  if (others.length > 0)
    notes.push(
      `${others.length + 1} things are filled in, with ${length} tokens together: which has how many is not told`,
    );
  else if (length < 0) notes.push('what was sent is shorter than what the source says: another version may run');
  else return { holes: { [name]: length } };
  return {};
}

const known = <K extends string>(name: K, { value }: Told, write: (value: number) => number): { [key in K]?: number } =>
  (value.known ? { [name]: write(value.value) } : {}) as { [key in K]?: number };
