import type { Language } from '../language.ts';
import { lowerShell } from './lower.ts';

/** Bourne shell scripts: variables, here-documents, functions, and commands as calls. */
export const shell: Language = {
  id: 'shell',
  grammars: { sh: 'bash', bash: 'bash' },
  containers: {},
  isOpen: false,
  lower: lowerShell,
  resolve: specifier => ({ package: specifier }),
};
