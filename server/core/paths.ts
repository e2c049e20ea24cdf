/** Paths inside a project: relative to its root, with `/`, no leading one. The root itself is the empty string. */

export const directoryOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

export const extensionOf = (file: string): string => {
  const name = baseName(file);
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
};

/** Resolves `.` and `..`; undefined where the path leaves the project. */
export function joinPath(...parts: string[]): string | undefined {
  const out: string[] = [];
  for (const segment of parts.join('/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') out.push(segment);
    else if (out.pop() === undefined) return undefined;
  }
  return out.join('/');
}

/** The folder of a file, then each folder around it, up to the root. */
export function ancestors(file: string): string[] {
  const out: string[] = [];
  for (let at = directoryOf(file); ; at = directoryOf(at)) {
    out.push(at);
    if (at === '') return out;
  }
}
