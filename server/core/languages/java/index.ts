import type { Language } from '../language.ts';
import { lowerJava } from './lower.ts';
import { resolveJava, visibleJava } from './resolve.ts';

export const java: Language = {
  id: 'java',
  grammars: { java: 'java' },
  containers: {},
  isOpen: true,
  lower: lowerJava,
  resolve: resolveJava,
  visible: visibleJava,
};
