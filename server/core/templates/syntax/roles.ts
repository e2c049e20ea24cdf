import type { Role } from '../../model.ts';

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** A role by any of the words that formats have for it. */
export const roleNamed = (name: string): Role => ROLES[name.toLowerCase()] ?? 'unknown';
