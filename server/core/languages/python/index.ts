import type { Language } from '../language.ts';
import { lowerPython } from './lower.ts';
import { resolvePython } from './resolve.ts';

export const python: Language = {
  id: 'python',
  grammars: { py: 'python', pyi: 'python' },
  lower: lowerPython,
  resolve: resolvePython,
};
