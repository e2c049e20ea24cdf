import type { Language } from '../language.ts';
import { lowerGo } from './lower.ts';
import { resolveGo, visibleInGo } from './resolve.ts';

export const go: Language = {
  id: 'go',
  grammars: { go: 'go' },
  containers: {},
  isOpen: true,
  isStructural: true,
  lower: lowerGo,
  resolve: resolveGo,
  visible: visibleInGo,
};
