import type { SignalId } from '../core/signals/model.ts';
import { recordOf } from '../core/signals/prometheus/recorded.ts';
import { type Ruled, signalsOf } from '../core/signals/prometheus/rules.ts';

/** A panel for each signal; `unit` is Grafana's. */
const PANELS: readonly { title: string; unit: string; ids: readonly SignalId[]; description: string }[] = [
  { title: 'Spend', unit: 'currencyUSD', ids: ['spend'], description: 'US dollars an hour, as the gateway says' },
  { title: 'Requests', unit: 'reqps', ids: ['requests'], description: 'Requests a second' },
  {
    title: 'Input tokens',
    unit: 'short',
    ids: ['input-tokens'],
    description: 'Tokens a second, the cached ones included',
  },
  { title: 'Output tokens', unit: 'short', ids: ['output-tokens'], description: 'Tokens a second' },
  {
    title: 'Length of prompts',
    unit: 'short',
    ids: ['prompt-length-p50', 'prompt-length-p95'],
    description: 'Tokens of a request, half and 95 % of them; as precise as the edges of the histogram',
  },
  {
    title: 'Prompt cache',
    unit: 'percentunit',
    ids: ['cache-prompt'],
    description: 'Of input tokens, those that the cache had',
  },
  { title: 'Response cache', unit: 'percentunit', ids: ['cache-response'], description: 'Of requests' },
  { title: 'Routing', unit: 'percentunit', ids: ['routing'], description: 'Which part of requests each model had' },
  { title: 'Attempts', unit: 'short', ids: ['retries'], description: 'For each that succeeded' },
  { title: 'Failures', unit: 'percentunit', ids: ['failures'], description: 'Of requests, failed or given up' },
  { title: 'First token', unit: 's', ids: ['first-token-p95'], description: 'p95, of streamed answers' },
  {
    title: 'GPU utilisation',
    unit: 'percentunit',
    ids: ['gpu-utilization'],
    description: 'Time in which any kernel ran',
  },
  { title: 'GPUs', unit: 'short', ids: ['gpu-count'], description: 'How many there are' },
  {
    title: 'GPUs by the hour',
    unit: 'currencyUSD',
    ids: ['gpu-hourly'],
    description: 'US dollars an hour, as OpenCost says',
  },
  { title: 'GPU power', unit: 'watt', ids: ['gpu-power'], description: 'Watts' },
];

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** A dashboard of the series that the rules record, to be imported. Panels of what no vocabulary tells are left out. */
export function writeDashboard(ruled: readonly Ruled[]): string {
  const told = new Set(ruled.flatMap(({ vocabulary }) => signalsOf(vocabulary)));
  const panels = PANELS.filter(({ ids }) => ids.some(id => told.has(id))).map(panelOf);
  const dashboard = {
    title: 'LLM cost',
    uid: 'prompt-cost',
    tags: ['llm', 'cost'],
    schemaVersion: 39,
    time: { from: 'now-24h', to: 'now' },
    refresh: '1m',
    templating: { list: variables() },
    panels,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function panelOf({ title, unit, ids, description }: (typeof PANELS)[number], index: number): object {
  return {
    id: index + 1,
    type: 'timeseries',
    title,
    description,
    datasource: DATASOURCE,
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: ids.map((id, i) => targetOf(id, i, ids.length > 1)),
  };
}

/** A GPU has no model: `.*` finds what has no such label too. */
const targetOf = (id: SignalId, index: number, isOneOfSeveral: boolean): object => ({
  refId: String.fromCodePoint(65 + index),
  datasource: DATASOURCE,
  expr: `${recordOf(id)}{vocabulary=~"$vocabulary"${id.startsWith('gpu-') ? '' : ', model=~"$model"'}}`,
  legendFormat: `${isOneOfSeveral ? `${id.split('-').at(-1)} ` : ''}{{model}}{{type}}{{node}} {{vocabulary}}`,
});

function variables(): object[] {
  const label = (name: string): object => ({
    name,
    type: 'query',
    datasource: DATASOURCE,
    query: `label_values({__name__=~"prompt_cost:.+"}, ${name})`,
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  });
  return [{ name: 'datasource', type: 'datasource', query: 'prometheus' }, label('vocabulary'), label('model')];
}
