import type { SiteUse } from '../core/signals/live.ts';
import type { Reading } from '../core/signals/model.ts';
import type { AnalyzedCall } from '../core/model.ts';
import { prose } from './markdown.ts';
import { groupDigits } from './numbers.ts';
import { formatDuration, formatReading, whyUnknown } from './readings.ts';

/** What is measured of a call, for the end of its line: `41k calls in 12 days · p95 ~3.1k tok · ~$738`; nothing where none was made. */
export function formatUse(use: SiteUse | undefined): string | undefined {
  if (!use?.requests.value.known || use.requests.value.value === 0) return undefined;
  const count = `${countOf(use)} in ${spanOf(use)}`;
  const length = use.inputP95.value.known ? [`p95 ${formatReading(use.inputP95)}`] : [];
  const spend = use.spend.value.known ? [formatReading(use.spend)] : [];
  return [`${use.isSample ? 'sample: ' : ''}${count}`, ...length, ...spend].join(' · ');
}

const BASES: Readonly<Record<SiteUse['basis'], string>> = {
  line: 'by file and line of its spans',
  name: 'by the name that its spans have, of a function or a prompt',
  model: 'as the only call of this model and operation in the workspace',
};

/** The same as lines of Markdown, with what each rests on. */
export function useMarkdown(use: SiteUse, { cost }: AnalyzedCall): string {
  const row = (label: string, reading: Reading, more = ''): string[] => {
    const unknown = whyUnknown(reading);
    if (unknown !== null) return [`- ${label}: ? (${prose(unknown)})`];
    return [`- ${label}: **${formatReading(reading)}**${more}`, ...reading.why.map(why => `  - ${prose(why)}`)];
  };
  const { min } = cost.input;
  const p50 = use.inputP50.value;
  // Shorter than what the source says for certain: another version runs, or another call.
  const doubt =
    p50.known && p50.value < min * 0.9
      ? [
          `- Shorter than the ${groupDigits(min)} tok that the source sends at the least: another version may be running.`,
        ]
      : [];
  return [
    `**Live**${use.isSample ? ' (sample traffic, made up)' : ''}: ${countOf(use)} in ${spanOf(use)}, ${BASES[use.basis]}`,
    ...row('input, p50', use.inputP50),
    ...row('input, p95', use.inputP95),
    ...row('output, mean', use.outputMean),
    ...row('read from the cache', use.cached),
    ...row('spent', use.spend, ` (${use.spend.basis})`),
    ...doubt,
  ].join('\n');
}

/** `41k calls`: requests of one call are its calls. */
const countOf = ({ requests }: SiteUse): string => {
  const text = formatReading(requests);
  return text === '1 requests' ? '1 call' : text.replace(/requests$/, 'calls');
};

const spanOf = ({ window: { from, to } }: SiteUse): string => formatDuration(to - from);
