import type { Role } from './model.ts';

/** Roles by the words that libraries and files of prompts have for them, in small letters. */
export const ROLE_WORDS: Readonly<Record<string, Role>> = {
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
