import { stringify } from 'yaml';
import type { RuleGroup } from '../core/signals/prometheus/rule.ts';

/** A file of rules as Prometheus, Thanos, Mimir and vmalert read it. */
export function writeRules(groups: readonly RuleGroup[], { command }: { command: string }): string {
  const head = [
    `Written by \`${command}\`.`,
    'Series are recorded by vocabulary and model (GPUs: by type or node). Numbers of different vocabularies may be of the',
    'same calls, seen by a client, a gateway and a server: never add them.',
  ];
  return `${head.map(line => `# ${line}\n`).join('')}${stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
