import { wildcardsOf } from './globs.ts';

/** Who owns a file by a CODEOWNERS file, as GitHub and GitLab read it. */

/** Where such a file lies, in the order in which it is looked for; the first one counts. */
export const OWNERS_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as const;

/** The owners of a file, as they are written; empty where it has none. */
export type OwnersOf = (file: string) => readonly string[];

/** A path with a slash in its middle begins at the root for GitHub and in any folder for GitLab, which alone has sections. */
export type OwnersDialect = 'github' | 'gitlab';

interface Rule {
  matches: (file: string) => boolean;
  owners: readonly string[];
}

/** Rules of which the last one that matches counts. Each section has owners of its own. */
interface Section {
  name: string;
  defaults: readonly string[];
  rules: Rule[];
}

/** Reads the text of such a file. A line that its own server would pass over is passed over. */
export function readOwners(text: string, dialect: OwnersDialect): OwnersOf {
  const first: Section = { name: '', defaults: [], rules: [] };
  const sections = [first];
  let section = first;
  for (const line of text.split(/\r?\n/).map(withoutComment)) {
    if (line === '') continue;
    const header = dialect === 'gitlab' ? headerOf(line) : undefined;
    if (header) {
      section = sections.find(({ name }) => name === header.name) ?? header;
      if (section === header) sections.push(header);
      else section.defaults = header.defaults;
    } else {
      const rule = ruleOf(line, section.defaults, dialect);
      if (rule) section.rules.push(rule);
    }
  }
  return file => [
    ...new Set(sections.flatMap(({ rules }) => rules.findLast(({ matches }) => matches(file))?.owners ?? [])),
  ];
}

/** Whether a text has what only GitLab reads. */
export const hasSections = (text: string): boolean =>
  text.split(/\r?\n/).some(line => headerOf(line.trim()) !== undefined);

const withoutComment = (line: string): string => line.replace(/(^|\s)#.*$/, '').trim();

/** `[Name]`, `^[Optional]`, `[Name][2] @default`: names are the same in any case. */
function headerOf(line: string): Section | undefined {
  const [, name, owners = ''] = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/.exec(line) ?? [];
  return name === undefined ? undefined : { name: name.trim().toLowerCase(), defaults: ownersIn(owners), rules: [] };
}

/** `!` takes ownership away for GitLab; for GitHub it is no pattern, and neither are brackets. */
function ruleOf(line: string, defaults: readonly string[], dialect: OwnersDialect): Rule | undefined {
  const [, written = '', rest = ''] = /^((?:\\.|[^\s\\])+)\s*(.*)$/.exec(line) ?? [];
  const isExclusion = written.startsWith('!');
  const pattern = written.replace(/^!/, '').replaceAll(/\\(.)/g, '$1');
  if (pattern === '' || (dialect === 'github' && (isExclusion || /[[\]]/.test(pattern)))) return undefined;
  const own = ownersIn(rest);
  if (own.length === 0 && rest !== '') return undefined;
  return { matches: matcherOf(pattern, dialect), owners: isExclusion ? [] : own.length > 0 ? own : defaults };
}

/** `@name`, `@org/team`, `@@role`, an address. */
const ownersIn = (text: string): string[] =>
  text.split(/\s+/).filter(word => /^(?:@@?[^\s@]+|[^\s@]+@[^\s@]+)$/.test(word));

/** A folder means all in it, at any depth; `docs/*` means the files of `docs` alone. */
function matcherOf(pattern: string, dialect: OwnersDialect): (file: string) => boolean {
  const path = pattern.replace(/^\//, '');
  const isAnchored = pattern.startsWith('/') || (dialect === 'github' && path.replace(/\/$/, '').includes('/'));
  const body = wildcardsOf(path);
  const rest = path.endsWith('/') ? '.*' : path.endsWith('/*') ? '' : '(?:/.*)?';
  const matching = new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${body}${rest}$`);
  return file => matching.test(file);
}
