import type { Language } from '../language.ts';
import { lowerRust } from './lower.ts';
import { expandMacros } from './macros.ts';
import { resolveRust } from './resolve.ts';

export const rust: Language = {
  id: 'rust',
  grammars: { rs: 'rust' },
  containers: {},
  isOpen: true,
  isScattered: true,
  expand: expandMacros,
  lower: lowerRust,
  resolve: resolveRust,
  keeping: {
    ...Object.fromEntries(
      [
        ...'clone cloned copied to_owned into try_into as_str as_ref as_mut as_deref borrow'.split(' '),
        ...'unwrap expect unwrap_or_default ok ok_or ok_or_else map_err context with_context'.split(' '),
        ...'iter iter_mut into_iter collect to_vec into_boxed_str as_slice lock read write'.split(' '),
        ...'deref into_inner inner by_ref boxed as_bytes into_bytes to_str to_string_lossy'.split(' '),
      ].map(name => [name, null]),
    ),
    // What a type shows itself as is what its `Display` writes.
    to_string: 'fmt',
  },
};
