import { ancestors, directoryOf, joinPath } from '../../paths.ts';
import type { Project } from '../../ports.ts';
import type { Resolved } from '../language.ts';

/**
 * The file behind a Python module name. Absolute names are looked for from the importing file's folder upwards, since
 * any of these may be the import root (`src/`, a service's folder); what is found nowhere is a package.
 */
export function resolvePython(specifier: string, from: string, project: Project): Resolved {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).replaceAll('.', '/');
  if (dots > 0) {
    const base = joinPath(directoryOf(from), ...Array.from({ length: dots - 1 }, () => '..'), path);
    const file = base === undefined ? undefined : moduleAt(base, project);
    return file === undefined ? { package: specifier } : { files: [file] };
  }
  for (const folder of ancestors(from)) {
    const found =
      moduleAt(joinPath(folder, path) ?? path, project) ?? moduleAt(joinPath(folder, 'src', path) ?? path, project);
    if (found !== undefined && found !== from) return { files: [found] };
  }
  return { package: specifier };
}

function moduleAt(base: string, project: Project): string | undefined {
  return [`${base}.py`, joinPath(base, '__init__.py') ?? base].find(file => project.exists(file));
}
