import { baseName, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

const withExtension = (path: string): string => (path.endsWith('.rb') ? path : `${path}.rb`);

/** `require_relative "../prompts"`, or a file of `lib` that is required by its name there; else a gem. */
export function resolveRuby(specifier: string, from: string, project: Project): Resolved {
  const isRelative = specifier.startsWith('./') || specifier.startsWith('../');
  const candidates = isRelative
    ? [joinPath(directoryOf(from), withExtension(specifier))]
    : [`lib/${withExtension(specifier)}`, withExtension(specifier)];
  const file = candidates.find(path => path !== undefined && project.exists(path));
  return file === undefined ? { package: specifier } : { files: [file] };
}

/** `OpenAIService` is in `open_ai_service.rb`. */
const fileOf = (name: string): string =>
  name
    .replaceAll(/([A-Z\d]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Where `A::B` is declared by its name's convention: `a/b.rb`, else `a.rb`. Of several the one that lies nearest. */
export function visibleRuby(name: string, from: string, project: Project): readonly string[] {
  if (!/^[A-Z]/.test(name)) return [];
  const path = name.split('::').map(fileOf);
  for (let length = path.length; length > 0; length--) {
    const wanted = `${path.slice(0, length).join('/')}.rb`;
    const found = project.named(baseName(wanted)).filter(file => file === wanted || file.endsWith(`/${wanted}`));
    if (found.length > 0) return found.toSorted((a, b) => sharedWith(b, from) - sharedWith(a, from));
  }
  return [];
}

/** How many leading folders two files share. */
function sharedWith(file: string, other: string): number {
  const [a, b] = [directoryOf(file).split('/'), directoryOf(other).split('/')];
  const differs = a.findIndex((folder, at) => folder !== b[at]);
  return differs < 0 ? a.length : differs;
}
