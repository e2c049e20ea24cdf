import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Style sheet and script of the report's page, which lie beside the built program. */
export async function loadPage(assets: string): Promise<{ style: string; script: string }> {
  const [style, script] = await Promise.all(
    ['report.css', 'report.js'].map(name => readFile(join(assets, name), 'utf8')),
  );
  return { style: style ?? '', script: script ?? '' };
}
