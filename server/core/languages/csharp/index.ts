import type { Language } from '../language.ts';
import { lowerCSharp } from './lower.ts';
import { opensCSharp, resolveCSharp, visibleCSharp } from './resolve.ts';

export const csharp: Language = {
  id: 'csharp',
  grammars: { cs: 'c-sharp' },
  containers: {},
  isOpen: true,
  hasBareMembers: true,
  hasExtensions: true,
  lower: lowerCSharp,
  resolve: resolveCSharp,
  visible: visibleCSharp,
  opens: opensCSharp,
};
