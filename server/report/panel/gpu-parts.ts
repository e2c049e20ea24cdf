import type { GpuPart, GpuSpend } from '../../core/signals/gpu-model.ts';
import type { LiveState } from '../../core/signals/live.ts';
import type { Reading } from '../../core/signals/model.ts';
import type { PanelSection } from '../panel.ts';
import type { Choice } from './choose.ts';
import { sectionOf } from './sections.ts';
import { tableBy } from './tables.ts';

/** Where the money of GPUs goes: by what they are and stand in, and by whom they are used. */

/** By type and by node; one of a kind needs no table. */
export const partTables = (state: LiveState, hourly: Choice, { types, nodes }: GpuSpend): PanelSection[] => [
  partTable(state, hourly, 'type', 'Type', types),
  ...(nodes.length > 1 ? [partTable(state, hourly, 'node', 'Node', nodes)] : []),
];

const partTable = (
  state: LiveState,
  hourly: Choice,
  label: 'type' | 'node',
  title: string,
  parts: readonly GpuPart[],
): PanelSection =>
  sectionOf(state, queryOf(hourly, parts[0]?.utilization), {
    id: `gpu-by-${label}`,
    title: `By ${label}`,
    note: null,
    figures: [],
    chart: null,
    table: tableBy(label, title, [
      { title: 'Cost', by: parts.map(part => part.hourly) },
      { title: 'Idle', by: parts.map(part => part.idle) },
      { title: 'Busy', by: parts.map(part => part.utilization) },
      { title: 'GPUs', by: parts.map(part => part.cards) },
    ]),
  });

const BY: Readonly<Record<GpuSpend['attribution']['by'], string>> = {
  allocation: 'By the GPUs that pods asked for, used or not.',
  use: 'By the pods that are seen on the cards.',
};

/** By namespace and pod, and what nobody has. */
export function ownerSections(
  state: LiveState,
  hourly: Choice,
  { attribution: { by, rows, namespaces, unattributed } }: GpuSpend,
): PanelSection[] {
  if (rows.length === 0) return [];
  const pods = rows.map(row => ({ ...row, of: { pod: `${row.of['namespace']}/${row.of['pod']}` } }));
  const table = (label: 'namespace' | 'pod', title: string, told: readonly Reading[]): PanelSection =>
    sectionOf(state, queryOf(hourly, rows[0]), {
      id: `gpu-by-${label}`,
      title: `By ${label}`,
      note: BY[by],
      figures: [],
      chart: null,
      table: tableBy(label, title, [{ title: 'Cost', by: [...told, { ...unattributed, of: { [label]: NOBODY } }] }]),
    });
  return [table('namespace', 'Namespace', namespaces), table('pod', 'Pod', pods)];
}

const NOBODY = 'nobody’s';

/** With a reading whose `how` is a query, for the section's actions. */
const queryOf = (hourly: Choice, asked: Reading | undefined): Choice => ({
  ...hourly,
  signal: { ...hourly.signal, total: { ...hourly.signal.total, how: asked?.how ?? hourly.signal.total.how } },
});
