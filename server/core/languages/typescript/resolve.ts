import { parse as parseJsonc } from 'jsonc-parser';
import { ancestors, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.json'];
/** What a specifier with an emitted extension stands for in source. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The file behind a module specifier: relative, by a tsconfig's `paths` or `baseUrl`; else a package. */
export function resolveTypeScript(given: string, from: string, project: Project): Resolved {
  // Vite's and others' word for the file as a text.
  const specifier = given.replace(/\?(?:raw|text)$/, '');
  if (specifier.startsWith('.')) {
    const base = joinPath(directoryOf(from), specifier);
    return (base !== undefined && moduleAt(base, project)) || { package: specifier };
  }
  for (const target of aliases(specifier, from, project)) {
    const found = moduleAt(target, project);
    if (found) return found;
  }
  return { package: specifier };
}

function moduleAt(base: string, project: Project): { files: [string] } | undefined {
  const extension = /\.[cm]?jsx?$/.exec(base)?.[0] ?? '';
  const bare = base.slice(0, base.length - extension.length);
  const candidates = [
    ...(extension ? (SOURCES[extension] ?? []).map(e => bare + e) : []),
    base,
    ...EXTENSIONS.map(e => base + e),
    ...EXTENSIONS.map(e => `${base}/index${e}`),
  ];
  const file = candidates.find(candidate => /\.\w+$/.test(candidate) && project.exists(candidate));
  return file === undefined ? undefined : { files: [file] };
}

interface Paths {
  /** The files that say so, and those that might have. */
  read: readonly string[];
  baseUrl: string | undefined;
  paths: [pattern: string, targets: string[]][];
}

const known = new WeakMap<Project, Map<string, Paths>>();

/** Project paths that a bare specifier may mean by the nearest `tsconfig.json` or `jsconfig.json`. */
function aliases(specifier: string, from: string, project: Project): string[] {
  const config = nearestConfig(from, project);
  if (!config) return [];
  const { baseUrl, paths } = config;
  const mapped = paths.flatMap(([pattern, targets]) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === specifier ? targets : [];
    if (!specifier.startsWith(before) || !specifier.endsWith(after)) return [];
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return targets.map(target => target.replace('*', middle));
  });
  return [...mapped, ...(baseUrl === undefined ? [] : [joinPath(baseUrl, specifier) ?? specifier])];
}

function nearestConfig(from: string, project: Project): Paths | undefined {
  const cache = known.get(project) ?? new Map<string, Paths>();
  known.set(project, cache);
  for (const folder of ancestors(from)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = joinPath(folder, name) ?? name;
      if (!project.exists(file)) continue;
      const before = cache.get(file);
      const paths = before ?? readConfig(file, project, 0);
      cache.set(file, paths);
      // Asked for again for who asks now: it rests on them, too.
      if (before) for (const one of before.read) void (project.exists(one) && project.text(one));
      if (paths.paths.length > 0 || paths.baseUrl !== undefined) return paths;
    }
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `extends` and `references` are followed as far as they are files of the project. */
function readConfig(file: string, project: Project, depth: number): Paths {
  const json: unknown = parseJsonc(project.text(file) ?? '{}');
  if (!isRecord(json) || depth > 8) return { read: [file], baseUrl: undefined, paths: [] };
  const folder = directoryOf(file);
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  const baseUrl = typeof options['baseUrl'] === 'string' ? joinPath(folder, options['baseUrl']) : undefined;
  const paths = isRecord(options['paths']) ? Object.entries(options['paths']) : [];
  const own: Paths['paths'] = paths.map(([pattern, targets]) => [
    pattern,
    (Array.isArray(targets) ? targets : []).flatMap(t =>
      typeof t === 'string' ? [joinPath(baseUrl ?? folder, t) ?? t] : [],
    ),
  ]);
  const read = [file];
  if (own.length > 0) return { read, baseUrl, paths: own };
  const linked = [
    json['extends'],
    ...(Array.isArray(json['references']) ? json['references'].map(r => (isRecord(r) ? r['path'] : r)) : []),
  ];
  for (const link of linked.flat()) {
    const target = typeof link === 'string' && link.startsWith('.') ? joinPath(folder, link) : undefined;
    const next = [target, target && `${target}.json`, target && `${target}/tsconfig.json`].find(t => {
      if (t?.endsWith('.json')) read.push(t);
      return t !== undefined && t.endsWith('.json') && project.exists(t);
    });
    const inherited = next === undefined ? undefined : readConfig(next, project, depth + 1);
    read.push(...(inherited?.read ?? []));
    if (inherited && (inherited.paths.length > 0 || inherited.baseUrl !== undefined)) return { ...inherited, read };
  }
  return { read, baseUrl, paths: own };
}
