import type { Series, Step } from './series.ts';

/** How long a repository's prompts were at the end of a month. */
export interface Length {
  /** `2026-01`. */
  month: string;
  prompts: number;
  /** Tokens of the prompt in the middle, and of the one that 95 % are no longer than. */
  p50: number;
  p95: number;
}

/** Month by month from the first prompt to `until`; one without a change carries on. Prompts that are gone count for as long as they were there. */
export function lengthsOf(series: readonly Series[], until: string): Length[] {
  const all = series.flatMap(one => one.steps.map(step => ({ one, step }))).toSorted((a, b) => b.step.at - a.step.at);
  const sizes = new Map<Series, number>();
  const found: Length[] = [];
  let next = 0;
  const first = monthOf(all[0]?.step);
  for (let month = first; month !== '' && month <= until.slice(0, 7); month = after(month)) {
    for (; next < all.length; next++) {
      const { one, step } = all[next] ?? {};
      // Commits of one line may have dates that go back: what came later counts later.
      if (!one || !step || monthOf(step) > month) break;
      if (step.events.includes('removed')) sizes.delete(one);
      else sizes.set(one, step.tokens);
    }
    const sorted = [...sizes.values()].toSorted((a, b) => a - b);
    if (sorted.length > 0)
      found.push({ month, prompts: sorted.length, p50: rank(sorted, 0.5), p95: rank(sorted, 0.95) });
  }
  return found;
}

const monthOf = (step: Step | undefined): string => step?.committed.slice(0, 7) ?? '';

/** The smallest that so large a part is no larger than. */
const rank = (sorted: readonly number[], part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;

function after(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
