import type { LiveSource, LiveState } from '../../core/signals/live.ts';
import type { PanelAction, PanelModel, PanelSource } from '../panel.ts';
import { formatDuration } from '../readings.ts';

/** How each source does, and what to do where nothing is measured. */

const command = (title: string, name: string, ...rest: string[]): PanelAction => ({
  title,
  does: { kind: 'command', command: `promptCost.live.${name}`, arguments: rest },
});

const RECEIVE = command('Receive OTLP Here', 'receive');
const CONNECT = command('Connect Prometheus…', 'connectPrometheus');
const SAMPLE = command('Try with Sample Traffic', 'sample');

const WORST_FIRST: readonly LiveSource['state'][] = ['failed', 'stale', 'connecting', 'waiting', 'live'];

export const sourcesOf = ({ sources, at }: LiveState): PanelSource[] =>
  sources
    .toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))
    .map(source => ({
      id: source.id,
      title: source.title,
      state: source.state,
      text: textOf(source, at),
      isSample: source.isSample,
      // Who is heard needs no telling; what to copy stays an action.
      setUp: source.state === 'failed' || source.state === 'live' ? [] : source.setUp,
      actions: actionsOf(source),
    }));

const STATES: Readonly<Record<LiveSource['state'], (ago: string, kind: LiveSource['kind']) => string>> = {
  connecting: () => 'No answer yet.',
  waiting: (_ago, kind) =>
    kind === 'otlp' ? 'It listens; no LLM call has come yet.' : 'It answers, and knows of no LLM call and no GPU yet.',
  live: ago => (ago === '' ? 'Live.' : `Live; the last was ${ago} ago.`),
  stale: ago => (ago === '' ? 'Nothing comes any more.' : `Nothing for ${ago}; what is shown is of then.`),
  failed: ago => (ago === '' ? 'Failed.' : `Failed; what is shown is of ${ago} ago.`),
};

function textOf({ kind, state, lastAt, message, setUp }: LiveSource, at: number): string {
  const ago = lastAt === null ? '' : formatDuration(at - lastAt);
  const next = state === 'waiting' && setUp.length > 0 ? 'Start a program with these variables set:' : '';
  return [STATES[state](state === 'live' && at - (lastAt ?? 0) < 60_000 ? '' : ago, kind), message, next]
    .filter(text => text !== null && text !== '')
    .join(' ');
}

function actionsOf({ id, kind, state, isSample, setUp }: LiveSource): PanelAction[] {
  const copy: PanelAction[] =
    setUp.length === 0 || state === 'failed'
      ? []
      : [{ title: 'Copy Set-Up', does: { kind: 'copy', text: setUp.join('\n') } }];
  const again = state !== 'failed' ? [] : [kind === 'otlp' ? { ...RECEIVE, title: 'Try Again' } : CONNECT];
  return [...copy, ...again, command(isSample ? 'Stop Sample Traffic' : 'Stop', 'stop', id)];
}

/** Said above all else where one of the sources makes its numbers up. */
export function sampleOf({ sources }: LiveState): PanelModel['sample'] {
  const sample = sources.find(({ isSample }) => isSample);
  if (sample === undefined) return null;
  const all = sources.every(({ isSample }) => isSample);
  return {
    text: all
      ? 'Sample traffic: every number here is made up, to show how it looks.'
      : 'Sample traffic runs: what is marked “sample” is made up.',
    actions: [command('Stop', 'stop', sample.id)],
  };
}

/** Where there is no number at all: what to do about it. */
export function emptyOf({ sources, measurements, mismatches }: LiveState): PanelModel['empty'] {
  if (measurements.some(({ signals }) => signals.length > 0)) return null;
  if (sources.length === 0)
    return {
      title: 'Nothing is measured yet',
      text: 'Prompt Cost can show what the calls of this workspace cost while they run, which way that drifts, and which line is behind it. Have your programs send OpenTelemetry here, or connect a Prometheus that knows of them. Nothing leaves this machine.',
      actions: [RECEIVE, CONNECT, SAMPLE],
    };
  const states = new Set(sources.map(({ state }) => state));
  if (states.has('waiting') || states.has('connecting'))
    return {
      title: states.has('waiting') ? 'Waiting for the first call' : 'Waiting for an answer',
      text: [
        'The first numbers stand here as soon as a call is told of.',
        // It may be why nothing comes.
        ...mismatches.map(({ file, text }) => `${file === null ? '' : `${file} `}${text}.`),
      ].join(' '),
      actions: [...(sources.some(({ kind }) => kind === 'prometheus') ? [] : [CONNECT]), SAMPLE],
    };
  return {
    title: 'No source can be read',
    text: 'Each says above what is wrong. What was measured before comes back with it.',
    actions: [
      ...(sources.some(({ kind }) => kind === 'otlp') ? [] : [RECEIVE]),
      ...(sources.some(({ kind }) => kind === 'prometheus') ? [] : [CONNECT]),
      SAMPLE,
    ],
  };
}
