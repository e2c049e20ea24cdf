import type { Role } from '../../model.ts';
import { ROLE_WORDS } from '../../roles.ts';

/** A role by any of the words that formats have for it. */
export const roleNamed = (name: string): Role => ROLE_WORDS[name.toLowerCase()] ?? 'unknown';
