import type { Language } from '../language.ts';
import { readComponent } from './components.ts';
import { lowerTypeScript, loweringTypeScript } from './lower.ts';
import { parseTypeScript } from './parser/index.ts';
import { resolveTypeScript } from './resolve.ts';

export const typescript: Language = {
  id: 'typescript',
  grammars: {
    ts: 'typescript',
    mts: 'typescript',
    cts: 'typescript',
    tsx: 'tsx',
    js: 'javascript',
    jsx: 'javascript',
    mjs: 'javascript',
    cjs: 'javascript',
    vue: 'typescript',
    svelte: 'typescript',
  },
  containers: { vue: readComponent, svelte: readComponent },
  isOpen: false,
  parse: parseTypeScript,
  lower: lowerTypeScript,
  lowering: loweringTypeScript,
  resolve: resolveTypeScript,
};
