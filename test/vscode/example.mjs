import { execFileSync } from 'node:child_process';
import { cpSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../esbuild.mjs';

/** The example as a repository of its own, which tests may edit. */
export function copyExample(parent) {
  const folder = path.join(realpathSync(parent), 'shop-assistant');
  cpSync(path.join(ROOT, 'examples', 'shop-assistant'), folder, { recursive: true });
  execFileSync('git', ['init', '--quiet', folder]);
  return folder;
}
