import type { Language } from '../language.ts';
import { lowerPhp } from './lower.ts';
import { resolvePhp, visiblePhp } from './resolve.ts';

export const php: Language = {
  id: 'php',
  grammars: { php: 'php' },
  containers: {},
  isOpen: true,
  lower: lowerPhp,
  resolve: resolvePhp,
  visible: visiblePhp,
};
