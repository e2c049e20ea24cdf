import type { Counter, SignalId } from '../../core/signals/model.ts';
import type { Worse } from './figures.ts';

/** The signals of the panel's second tab: what each shows, and who knows it best. */
export interface Watched {
  id: string;
  title: string;
  /** In its order they are asked; the first that tells is shown. */
  order: readonly Counter[];
  figures: readonly { id: SignalId; label: string; short: string; worse: Worse }[];
  /** Each is a thing of its own, and shown whoever tells it, or one is chosen. */
  keepsApart?: true;
  /** Where nobody tells it: what would. */
  none: string;
}

/** Who asks knows what it sent and what came back. */
export const CLIENTS_FIRST: readonly Counter[] = ['client', 'gateway', 'server'];
/** Who stands between sees what a client hides: another model, another attempt. */
const GATEWAYS_FIRST: readonly Counter[] = ['gateway', 'client', 'server'];

export const WATCHED: readonly Watched[] = [
  {
    id: 'consumption',
    title: 'Token consumption',
    order: CLIENTS_FIRST,
    figures: [
      { id: 'input-tokens', label: 'Input tokens', short: 'In', worse: 'up' },
      { id: 'output-tokens', label: 'Output tokens', short: 'Out', worse: 'up' },
      { id: 'requests', label: 'Requests', short: 'Requests', worse: null },
    ],
    none: 'No source tells tokens.',
  },
  {
    id: 'prompt-length',
    title: 'Prompt length',
    order: ['client', 'server', 'gateway'],
    figures: [
      { id: 'prompt-length-p95', label: 'Prompt length p95', short: 'p95', worse: 'up' },
      { id: 'prompt-length-p50', label: 'Prompt length p50', short: 'p50', worse: 'up' },
    ],
    none: 'No source tells how long single prompts are: spans do, or a histogram of input tokens.',
  },
  {
    id: 'cache',
    title: 'Cache hit rate',
    order: CLIENTS_FIRST,
    figures: [
      { id: 'cache-prompt', label: 'Prompt cache', short: 'Prompt', worse: 'down' },
      { id: 'cache-response', label: 'Response cache', short: 'Response', worse: 'down' },
    ],
    keepsApart: true,
    none: 'No source tells what came from a cache: spans with cached tokens do, a gateway, or an inference server.',
  },
  {
    id: 'routing',
    title: 'Routing',
    order: GATEWAYS_FIRST,
    figures: [{ id: 'routing', label: 'Answered by another model', short: 'Share', worse: 'up' }],
    none: 'No source tells which model was asked for and which answered.',
  },
  {
    id: 'retries',
    title: 'Retries',
    order: GATEWAYS_FIRST,
    figures: [
      { id: 'retries', label: 'Attempts per success', short: 'Attempts', worse: 'up' },
      { id: 'failures', label: 'Failed or given up', short: 'Failed', worse: 'up' },
    ],
    none: 'No source counts attempts: clients hide their retries within one span. A gateway counts them, or spans of HTTP requests.',
  },
  {
    id: 'first-token',
    title: 'First token',
    order: CLIENTS_FIRST,
    figures: [{ id: 'first-token-p95', label: 'Time to first token, p95', short: 'p95', worse: 'up' }],
    none: 'No source tells when the first token of an answer comes.',
  },
];
