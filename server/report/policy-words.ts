import { usd } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Place } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { MEASURES, type Reading, type Unit } from '../core/policies/measures.ts';
import { formatAmount, formatMoney, groupDigits } from './numbers.ts';

/** What a policy says of a change: the same in a terminal, on a pull request and as an annotation. */

export interface VerdictWords {
  /** `fail`, `warn`, `exempt`. */
  action: Verdict['action'];
  policy: string;
  /** `$0.0061 per call, limit $0.0050`; names of the source stand in backticks. */
  what: string;
  /** What does not follow, or did until then; empty without an exemption. Its reason is the project's own text. */
  exempt: { note: string; reason: string } | null;
}

/** A line of a list of them. */
export interface VerdictLine extends VerdictWords {
  /** Null: of several calls, or of no call in particular. */
  place: Place | null;
}

const ORDER = ['fail', 'warn', 'exempt'] as const;

/** What fails first; what only could not be evaluated is told once for all its calls, last of its kind. */
export function verdictLines(verdicts: readonly Verdict[], on: string): VerdictLine[] {
  return ORDER.flatMap(action => {
    const own = verdicts.filter(verdict => verdict.action === action);
    const open = own.filter(({ outcome }) => outcome === 'unknown');
    return [
      ...own
        .filter(({ outcome }) => outcome === 'beyond')
        .map(verdict => ({ ...verdictWords(verdict, on), place: (verdict.call ?? verdict.setting)?.place ?? null })),
      ...[...new Set(open.map(({ policy }) => policy))].map(name =>
        unevaluated(
          open.filter(({ policy }) => policy === name),
          on,
        ),
      ),
    ];
  });
}

/** `could not be evaluated for 3 calls: how much it is at the most is not known`. */
function unevaluated(own: readonly Verdict[], on: string): VerdictLine {
  const [first] = own;
  if (!first) throw new Error('a policy that nothing was found of');
  const calls = [...new Set(own.flatMap(({ call }) => call ?? []))];
  const [only, ...others] = calls;
  const count = others.length === 0 ? '' : ` for ${calls.length} calls`;
  const reasons = [...new Set(own.map(({ found }) => found.why ?? NO_END))].slice(0, 2);
  const place = only && others.length === 0 ? only.place : null;
  return { ...verdictWords(first, on), what: `could not be evaluated${count}: ${reasons.join('; ')}`, place };
}

/** Why it can't be told whether what may be longer is beyond a limit, and what would help. */
const NO_END = 'how much it is at the most is not known; `holes` and `outputTokens` of `usage` would say it';

export function verdictWords(verdict: Verdict, on: string): VerdictWords {
  const { action, policy, exemption } = verdict;
  const isOver = exemption !== null && exemption.until < on;
  return {
    action,
    policy,
    what: whatOf(verdict),
    exempt: exemption && {
      note: isOver ? `its exemption ended on ${exemption.until}` : `exempt until ${exemption.until}`,
      reason: exemption.reason,
    },
  };
}

function whatOf({ outcome, found, call, setting }: Verdict): string {
  const open = outcome === 'unknown' ? 'could not be evaluated: ' : '';
  if ('owners' in found)
    return `${open}${found.why ?? `owned by ${listed(found.has)}`}, must be by ${listed(found.owners)}`;
  if ('models' in found) {
    const rule = found.limit === 'bannedModels' ? 'banned' : 'not among the allowed models';
    const name = setting ? `setting \`${setting.name}\`: ` : '';
    return outcome === 'unknown' ? `${open}${found.why}` : `${name}${listed(found.models)} ${rule}`;
  }
  const { unit, what } =
    found.limit === 'maxPerMonthInAll' ? { unit: 'usd' as const, what: 'a month in all' } : MEASURES[found.limit];
  const currency = call?.cost.currency ?? null;
  const [after, before] = [found.after, found.before].map(one => one && written(one, unit, currency));
  const is = after === null ? (found.why ?? 'not known') : `${after} ${what}`;
  const was = before === null || before === after ? '' : ` (${before} before)`;
  const missing = after === null || found.why === null ? '' : `; ${found.why}`;
  return `${open}${is}${was}, limit ${written({ low: found.most, high: found.most }, unit, currency)}${missing}`;
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'nobody' : names.map(name => `\`${name}\``).join(' or ');

function written({ low, high }: Reading, unit: Unit, currency: Currency | null): string {
  if (unit === 'usd')
    return low === 0 && high === 0
      ? formatMoney(usd(0), currency)
      : formatAmount({ low: usd(low), high: high === null ? null : usd(high), exactness: 'exact' }, currency);
  const number = (value: number): string =>
    Number.isFinite(value) ? (unit === 'tok' ? groupDigits(value) : String(Number(value.toPrecision(3)))) : '∞';
  const sign = unit === 'tok' ? ' tok' : ' %';
  if (high === null) return `≥${number(low)}${sign}`;
  return low === high ? `${number(low)}${sign}` : `${number(low)}–${number(high)}${sign}`;
}
