import type { Language } from '../language.ts';
import { KEEPING } from './calls.ts';
import { lowerRuby } from './lower.ts';
import { resolveRuby, visibleRuby } from './resolve.ts';

export const ruby: Language = {
  id: 'ruby',
  grammars: { rb: 'ruby', rake: 'ruby' },
  containers: {},
  isOpen: true,
  lower: lowerRuby,
  resolve: resolveRuby,
  visible: visibleRuby,
  keeping: Object.fromEntries([...KEEPING].map(name => [name, null])),
};
