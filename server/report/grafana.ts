import type { SignalId } from '../core/signals/model.ts';
import { recordOf } from '../core/signals/prometheus/recorded.ts';
import { type Ruled, signalsOf } from '../core/signals/prometheus/rules.ts';

interface Panel {
  title: string;
  /** Grafana's. */
  unit: string;
  ids: readonly SignalId[];
  description: string;
}

const panel = (title: string, unit: string, ids: readonly SignalId[], description: string): Panel => ({
  title,
  unit,
  ids,
  description,
});

/** One for each signal. */
const PANELS: readonly Panel[] = [
  panel('Spend', 'currencyUSD', ['spend'], 'US dollars an hour, as the gateway says'),
  panel('Requests', 'reqps', ['requests'], 'Requests a second'),
  panel('Input tokens', 'short', ['input-tokens'], 'Tokens a second, the cached ones included'),
  panel('Output tokens', 'short', ['output-tokens'], 'Tokens a second'),
  panel(
    'Length of prompts',
    'short',
    ['prompt-length-p50', 'prompt-length-p95'],
    'Tokens of a request, half and 95 % of them; as precise as the edges of the histogram',
  ),
  panel('Prompt cache', 'percentunit', ['cache-prompt'], 'Of input tokens, those that the cache had'),
  panel('Response cache', 'percentunit', ['cache-response'], 'Of requests'),
  panel('Routing', 'percentunit', ['routing'], 'Which part of requests each model had'),
  panel('Attempts', 'short', ['retries'], 'For each that succeeded'),
  panel('Failures', 'percentunit', ['failures'], 'Of requests, failed or given up'),
  panel('First token', 's', ['first-token-p95'], 'p95, of streamed answers'),
  panel('GPU utilisation', 'percentunit', ['gpu-utilization'], 'Time in which any kernel ran'),
  panel('GPUs', 'short', ['gpu-count'], 'How many there are'),
  panel('GPUs by the hour', 'currencyUSD', ['gpu-hourly'], 'US dollars an hour, as OpenCost says'),
  panel('GPU power', 'watt', ['gpu-power'], 'Watts'),
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

function panelOf({ title, unit, ids, description }: Panel, index: number): object {
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
