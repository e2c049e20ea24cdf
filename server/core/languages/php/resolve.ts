import { ancestors, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

/** Folders by the namespace that they hold, longest first. */
type Autoload = readonly (readonly [namespace: string, folder: string])[];

const known = new WeakMap<Project, Map<string, Autoload>>();

/** The file of a class by `autoload` in `composer.json`; a class that lies in none of its folders is a package's. */
export function resolvePhp(specifier: string, from: string, project: Project, name: string | null): Resolved {
  const words = [...specifier.split('.'), ...(name === null ? [] : [name])];
  const file = fileOf(words, from, project);
  return file === undefined ? { package: specifier } : { files: [file] };
}

function fileOf(words: readonly string[], from: string, project: Project): string | undefined {
  const full = words.join('\\');
  for (const [namespace, folder] of autoloadFor(from, project)) {
    if (!full.startsWith(namespace)) continue;
    const file = joinPath(folder, `${full.slice(namespace.length).replaceAll('\\', '/')}.php`);
    if (file !== undefined && project.exists(file)) return file;
  }
  return undefined;
}

function autoloadFor(from: string, project: Project): Autoload {
  const cache = known.get(project) ?? new Map<string, Autoload>();
  known.set(project, cache);
  for (const folder of ancestors(from)) {
    const file = joinPath(folder, 'composer.json') ?? 'composer.json';
    if (!project.exists(file)) continue;
    // Asked for each time: who asks rests on it.
    const text = project.text(file) ?? '';
    const found = cache.get(file) ?? readAutoload(text, folder);
    cache.set(file, found);
    return found;
  }
  return [];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function readAutoload(text: string, folder: string): Autoload {
  const json = parsed(text);
  return ['autoload', 'autoload-dev']
    .flatMap(key => {
      const autoload = isRecord(json) && isRecord(json[key]) ? json[key] : {};
      return isRecord(autoload['psr-4']) ? Object.entries(autoload['psr-4']) : [];
    })
    .flatMap(([namespace, folders]) =>
      (Array.isArray(folders) ? folders : [folders]).flatMap(one =>
        typeof one === 'string' ? [[namespace, joinPath(folder, one) ?? one] as const] : [],
      ),
    )
    .toSorted(([a], [b]) => b.length - a.length);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A class that is named without a namespace lies beside the file; with one, where `composer.json` says. */
export function visiblePhp(name: string, from: string, project: Project): readonly string[] {
  if (!/^[A-Z]/.test(name)) return [];
  const words = name.split('\\');
  const file = words.length > 1 ? fileOf(words, from, project) : joinPath(directoryOf(from), `${name}.php`);
  return file !== undefined && file !== from && project.exists(file) ? [file] : [];
}
