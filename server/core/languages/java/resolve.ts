import { ancestors, baseName, directoryOf } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

/**
 * The file of a class by its full name: `com.acme` and `Prompts` lie in `com/acme/Prompts.java`, under any source root. What
 * stands inside of a class is in the class's file.
 */
export function resolveJava(specifier: string, from: string, project: Project, name: string | null): Resolved {
  const path = specifier.replaceAll('.', '/');
  const own = name === null ? undefined : nearest(`${path}/${name}.java`, from, project);
  const file = own ?? nearest(`${path}.java`, from, project);
  return file === undefined ? { package: specifier } : { files: [file] };
}

const CLASS_NAME = /^[A-Z]\w*$/;
const PACKAGE = /^\s*package\s+([\w.]+)\s*;/m;

/** The file of a class of the same package: a test sees those of the source that it tests. */
export function visibleJava(name: string, from: string, project: Project): readonly string[] {
  if (!CLASS_NAME.test(name)) return [];
  const own = PACKAGE.exec(project.text(from) ?? '')?.[1];
  const folder = directoryOf(from);
  const path = own?.replaceAll('.', '/') ?? folder;
  const file = nearest(path === '' ? `${name}.java` : `${path}/${name}.java`, from, project);
  return file === undefined || file === from ? [] : [file];
}

/** Of the files that end in a path, the one that shares most folders with another: modules have classes of one name. */
function nearest(path: string, from: string, project: Project): string | undefined {
  const found = project.named(baseName(path)).filter(file => file === path || file.endsWith(`/${path}`));
  const around = ancestors(from);
  const distance = (file: string): number => around.findIndex(folder => folder === '' || file.startsWith(`${folder}/`));
  return found.toSorted((a, b) => distance(a) - distance(b))[0];
}
