import { NO_MONEY, toNumber, type Money } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Finding, Fix, Saving } from '../core/model.ts';
import { formatMoney, groupDigits } from './numbers.ts';
import { COLORED, type Paint, PLAIN, printable, wrap } from './terminal.ts';

/** What would mend it, with what that saves: `Use cache_control: −$0.0081/call after the first`. */
export function fixTitle({ title, saving }: Fix, currency: Currency | null = null): string {
  const told = saving && formatSaving(saving, currency);
  return told ? `${title}: ${told}` : title;
}

/** Less than this is no argument. */
const LEAST = 0.000_05;

function formatSaving({ perCall, exactness, when }: Saving, currency: Currency | null): string | null {
  if (Math.abs(toNumber(perCall)) < LEAST) return null;
  const isLess = perCall > NO_MONEY;
  const amount = formatMoney((isLess ? perCall : -perCall) as Money, currency);
  const about = exactness === 'approximate' ? '~' : '';
  // More may be sent, of which the same part is saved.
  const orMore = exactness === 'lower-bound' ? ' or more' : '';
  return `${about}${isLess ? '−' : '+'}${amount}/call${orMore}${when === null ? '' : ` ${when}`}`;
}

interface Options {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  /** How a file is shown: relative to where the reader stands. */
  pathOf: (file: string) => string;
  currency: Currency | null;
  /** Files that were read. */
  files: number;
}

/** Findings for a terminal, in order of their places. Ends with a line break. */
export function writeFindings(findings: readonly Finding[], options: Options): string {
  const paint = options.color ? COLORED : PLAIN;
  const blocks = findings.map(finding => blockOf(finding, options, paint).join('\n'));
  const summary = wrap(summaryOf(findings, options), options.width).join('\n');
  return `${[...blocks, summary].join('\n\n')}\n`;
}

const INDENT = '  ';

function blockOf(finding: Finding, { width, pathOf, currency }: Options, paint: Paint): string[] {
  const { rule, severity, place, message, fix } = finding;
  const { line, character } = place.range.start;
  const head = `${paint.bold(`${printable(pathOf(place.file))}:${line + 1}:${character + 1}`)} ${marked(severity, paint)} ${paint.dim(rule)}`;
  const lines = [message, ...(fix ? [fixLine(fix, currency)] : [])];
  return [head, ...lines.flatMap(one => wrap(printable(one), width - INDENT.length).map(part => INDENT + part))];
}

const marked = (severity: Finding['severity'], paint: Paint): string =>
  severity === 'info' ? severity : paint.warn(severity);

const fixLine = (fix: Fix, currency: Currency | null): string =>
  fix.kind === 'edit' ? `Fix: ${fixTitle(fix, currency)}` : `By hand: ${fixTitle(fix, currency)} (${fix.why})`;

/** `2 warnings, 3 infos in 31 files`. */
function summaryOf(findings: readonly Finding[], { files }: Options): string {
  const read = files === 1 ? '1 file' : `${groupDigits(files)} files`;
  if (findings.length === 0) return `Nothing to tell in ${read}.`;
  const counts = (['error', 'warning', 'info'] as const).flatMap(severity => {
    const count = findings.filter(one => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`];
  });
  return `${counts.join(', ')} in ${read}. A comment \`prompt-cost: ignore RULE\` silences one.`;
}

/** The same for programs. Lines and columns count from 1. */
export const writeFindingsJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ version: 1, findings: findingsJson(findings) }, null, 2)}\n`;

const findingsJson = (findings: readonly Finding[]): object[] =>
  findings.map(({ rule, severity, place, message, related, fix }) => ({
    rule,
    severity,
    ...startOf(place),
    message,
    related: related.map(one => ({ ...startOf(one.place), message: one.message })),
    fix: fix && {
      title: fix.title,
      savingPerCallUsd: fix.saving && toNumber(fix.saving.perCall),
      when: fix.saving?.when ?? null,
      ...(fix.kind === 'edit'
        ? { edits: fix.edits.map(edit => ({ ...rangeOf(edit.place), text: edit.text })), isSafe: fix.isSafe }
        : { disabled: fix.why }),
    },
  }));

const startOf = ({ file, range: { start } }: Finding['place']): object => ({
  file,
  line: start.line + 1,
  column: start.character + 1,
});

const rangeOf = (place: Finding['place']): object => ({
  ...startOf(place),
  endLine: place.range.end.line + 1,
  endColumn: place.range.end.character + 1,
});
