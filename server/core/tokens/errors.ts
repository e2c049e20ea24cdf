import type { InputTokens, Prompt, Tokens } from '../model.ts';
import type { Family } from './families.ts';
import type { Measured, Shape } from './fits.ts';
import { MEASURED } from './fitted.ts';

/** Requests of fewer repositories say little of those of others. */
const FEW = 5;
/** Where hardly anything was measured, and what a token or two more or less are in any case. */
const UNMEASURED_PERCENT = 50;
const ALWAYS_TOKENS = 2;

/** What a prompt holds decides what its count may be off by. */
export function shapeOf({ messages, attachments }: Prompt): Shape {
  const sent = attachments.filter(({ json }) => !json.known || json.value.length > 0);
  if (messages.some(({ parts }) => parts.some(part => part.kind === 'media'))) return 'images';
  if (messages.some(({ role, calls }) => role === 'tool' || calls !== undefined)) return 'history';
  return sent.some(({ kind }) => kind === 'tools') ? 'tools' : sent.length > 0 ? 'schema' : 'plain';
}

/** How far such counts were off; null for one that is exact. */
export function errorOf(family: Family, prompt: Prompt, { exactness }: Tokens): string | null {
  if (exactness === 'exact') return null;
  const shape = shapeOf(prompt);
  if (shape === 'plain' && family.isExact) return null;
  const measured = MEASURED[family.name]?.[shape];
  const of = shape === 'plain' ? '' : `with ${shape}: `;
  return `${of}${measured ? written(measured) : 'error not measured'}`;
}

/** Beyond this the requests tell of themselves, not of others. */
const NO_RULE_PERCENT = 200;
/** A rule that was off by more than all there is tells no bound: the range ends at so many times the count. */
const MOST_TIMES = 4;

function written({ n, median, p95 }: Measured): string {
  const requests = `${n} billed request${n === 1 ? '' : 's'}`;
  return p95 > NO_RULE_PERCENT
    ? `rough: ${requests} are too few to measure by`
    : `±${whole(median)} %, p95 ${whole(p95)} % on ${requests}`;
}

const whole = (percent: number): string => (percent > 0 && percent < 1 ? percent.toFixed(1) : percent.toFixed(0));

/** Where the bill will lie: the count with its error on both sides. */
export function billedRange(family: Family, prompt: Prompt, tokens: Tokens): InputTokens['billed'] {
  const { min, max, exactness } = tokens;
  if (max === null || exactness === 'unknown') return null;
  if (exactness === 'exact') return { min, max };
  const shape = shapeOf(prompt);
  const measured = MEASURED[family.name]?.[shape];
  const percent = measured && measured.n >= FEW ? measured.p98 : Math.max(measured?.p98 ?? 0, UNMEASURED_PERCENT);
  const off = (count: number): number => Math.max(ALWAYS_TOKENS, Math.ceil((count * percent) / 100));
  // An error is a share of the bill, not of the count.
  const above = percent < 100 ? Math.ceil(max / (1 - percent / 100)) : Number.POSITIVE_INFINITY;
  const most = Math.max(max * MOST_TIMES, max + ALWAYS_TOKENS);
  return { min: Math.max(0, min - off(min)), max: Math.min(Math.max(max + off(max), above), most) };
}
