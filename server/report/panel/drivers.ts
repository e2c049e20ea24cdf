import type { CodeChange, LiveState } from '../../core/signals/live.ts';
import type { Reading, SignalId } from '../../core/signals/model.ts';
import type { PanelRow, PanelSection } from '../panel.ts';
import { formatUsd } from '../numbers.ts';
import { formatDuration, formatMove, formatReading, movedBy, numberOf } from '../readings.ts';
import { type Choice, choose } from './choose.ts';
import { type Places, targetOf } from './charts.ts';
import { emptySection } from './sections.ts';
import { WATCHED } from './watched.ts';

/** Less than this is noise. */
const LEAST = 0.05;
const MOST = 5;
const CHANGES = 3;

/** What moved spend most, what moved besides, and which commits came in that time. */
export function driversSection(state: LiveState, money: Choice | null, places: Places): PanelSection[] {
  // What is made up never stands beside what is measured.
  const isSample = money?.source.isSample ?? state.sources.every(source => source.isSample);
  const moves = [...(money === null ? [] : moneyMoves(money)), ...signalMoves(state, isSample)].slice(0, MOST);
  const changes = state.changes.toSorted((a, b) => b.at - a.at).slice(0, CHANGES);
  if (moves.length === 0 && changes.length === 0) {
    const compared = money?.signal.before.some(({ reading }) => numberOf(reading) !== null) ?? false;
    const none = compared
      ? 'Nothing moved by more than 5 %.'
      : 'Nothing to compare with yet: it needs what was measured a day before.';
    return [emptySection('drivers', 'What moved most', none)];
  }
  return [
    {
      ...emptySection('drivers', 'What moved most', null),
      isSample,
      table: {
        columns: [
          { title: 'What', align: 'start' },
          { title: 'Moved', align: 'end' },
          { title: 'Now', align: 'end' },
        ],
        rows: [...moves, ...changes.map(change => changeRow(change, state.at, places))],
        more: null,
      },
    },
  ];
}

/** Parts of spend, by how many dollars an hour they moved. */
function moneyMoves({ signal }: Choice): PanelRow[] {
  const before = signal.before.find(({ by }) => by !== undefined && by.length > 0);
  if (before?.by === undefined) return [];
  const old = new Map(before.by.map(reading => [keyOf(reading), reading]));
  const moved = signal.by.flatMap(reading => {
    const was = old.get(keyOf(reading));
    const by = was === undefined ? null : difference(reading, was);
    const about = was !== undefined && [reading, was].some(({ exactness }) => exactness === 'approximate') ? '~' : '';
    return by === null ? [] : [{ reading, by, about }];
  });
  const total = Math.abs(numberOf(signal.total) ?? 0);
  return moved
    .filter(({ by }) => Math.abs(by) > total * LEAST)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, 3)
    .map(({ reading, by, about }) => ({
      id: `spend ${keyOf(reading)}`,
      cells: [
        { text: `Spend, ${Object.values(reading.of)[0] ?? ''}`, detail: `Against ${before.label}.` },
        { text: `${about}${by < 0 ? '−' : '+'}${formatUsd(Math.abs(by))}/h`, detail: null },
        { text: formatReading(reading), detail: null },
      ],
      opens: null,
    }));
}

const keyOf = ({ of }: Reading): string => Object.entries(of).map(pair => pair.join('=')).join(' '); // prettier-ignore

function difference(now: Reading, was: Reading): number | null {
  const [a, b] = [numberOf(now), numberOf(was)];
  const isBound = now.exactness === 'lower-bound' || was.exactness === 'lower-bound';
  return a === null || b === null || isBound ? null : a - b;
}

/** The other signals, by how far they moved of what they were. */
function signalMoves(state: LiveState, isSample: boolean): PanelRow[] {
  const ids = WATCHED.flatMap(({ figures, order }) => figures.map(({ id, label }) => ({ id, label, order })));
  const moves = ids.flatMap(({ id, label, order }) => {
    const choice = choose(state, id, order);
    const before = choice?.signal.before.find(({ reading }) => movedBy(choice.signal.total, reading) !== null);
    if (!choice || !before || choice.source.state !== 'live' || choice.source.isSample !== isSample) return [];
    const by = movedBy(choice.signal.total, before.reading) ?? 0;
    return Math.abs(by) < LEAST ? [] : [{ id, label, by, now: choice.signal.total, before }];
  });
  return moves
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .map(({ id, label, now, before }) => signalRow(id, label, now, before));
}

function signalRow(id: SignalId, label: string, now: Reading, before: { label: string; reading: Reading }): PanelRow {
  const move = formatMove(now, before.reading, before.label) ?? '';
  return {
    id,
    cells: [
      { text: label, detail: `${move}.` },
      { text: move.replace(` against ${before.label}`, ''), detail: null },
      { text: formatReading(now), detail: null },
    ],
    opens: null,
  };
}

const changeRow = (change: CodeChange, at: number, places: Places): PanelRow => ({
  id: `commit ${change.commit} ${change.title}`,
  cells: [
    { text: change.title, detail: `Commit ${change.commit}, ${change.file}.` },
    { text: change.commit, detail: null },
    { text: `${formatDuration(at - change.at)} ago`, detail: null },
  ],
  opens: targetOf(change, places),
});
