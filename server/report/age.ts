import type { Catalogue } from '../../pricing/catalogue.ts';
import { DAY_MS } from '../core/time.ts';

/** From here on a reader should know: prices of models change about as often. */
const OLD_DAYS = 60;

/** How old the prices are, where that is worth a word. Nothing fails for it. */
export function ageOf({ asOf }: Pick<Catalogue, 'asOf'>, on: string): string[] {
  const days = Math.floor((Date.parse(on) - Date.parse(asOf)) / DAY_MS);
  return days > OLD_DAYS ? [`prices are of ${asOf}, ${days} days old`] : [];
}
