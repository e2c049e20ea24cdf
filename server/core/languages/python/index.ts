import type { Language } from '../language.ts';
import { lowerPython, loweringPython } from './lower.ts';
import { readNotebook } from './notebook.ts';
import { parsePython } from './parser/index.ts';
import { resolvePython } from './resolve.ts';

export const python: Language = {
  id: 'python',
  grammars: { py: 'python', pyi: 'python', ipynb: 'python' },
  parse: parsePython,
  containers: { ipynb: readNotebook },
  isOpen: true,
  lower: lowerPython,
  lowering: loweringPython,
  resolve: resolvePython,
};
