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
  keepsApart: boolean;
  /** Where nobody tells it: what would. */
  none: string;
}

export const WATCHED: readonly Watched[] = [
  {
    id: 'consumption',
    title: 'Token consumption',
    order: ['client', 'gateway', 'server'],
    figures: [
      { id: 'input-tokens', label: 'Input tokens', short: 'In', worse: 'up' },
      { id: 'output-tokens', label: 'Output tokens', short: 'Out', worse: 'up' },
      { id: 'requests', label: 'Requests', short: 'Requests', worse: null },
    ],
    keepsApart: false,
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
    keepsApart: false,
    none: 'No source tells how long single prompts are: spans do, or a histogram of input tokens.',
  },
  {
    id: 'cache',
    title: 'Cache hit rate',
    order: ['client', 'gateway', 'server'],
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
    order: ['gateway', 'client', 'server'],
    figures: [{ id: 'routing', label: 'Answered by another model', short: 'Share', worse: 'up' }],
    keepsApart: false,
    none: 'No source tells which model was asked for and which answered.',
  },
  {
    id: 'retries',
    title: 'Retries',
    order: ['gateway', 'client', 'server'],
    figures: [
      { id: 'retries', label: 'Attempts per success', short: 'Attempts', worse: 'up' },
      { id: 'failures', label: 'Failed or given up', short: 'Failed', worse: 'up' },
    ],
    keepsApart: false,
    none: 'No source counts attempts: clients hide their retries within one span. A gateway counts them, or spans of HTTP requests.',
  },
  {
    id: 'first-token',
    title: 'First token',
    order: ['client', 'gateway', 'server'],
    figures: [{ id: 'first-token-p95', label: 'Time to first token, p95', short: 'p95', worse: 'up' }],
    keepsApart: false,
    none: 'No source tells when the first token of an answer comes.',
  },
];
