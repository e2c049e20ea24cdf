import type { Part } from '../model.ts';
import { baseName } from '../paths.ts';
import { splitFrontMatter } from './syntax/front-matter.ts';
import { oneMessage, siteOf, textPart } from './syntax/site.ts';
import { at, textAt, type Yaml } from './syntax/yaml.ts';
import type { Source, Template } from './template.ts';

/** How coding agents take in a kind of file. Front matter is settings and not sent, but for what `offers` names. */
interface Kind {
  files: RegExp;
  sent: string | ((settings: Yaml | undefined) => string);
  /** Entries of the front matter by which an agent decides whether to read on. */
  offers?: readonly string[];
  /** `@path` in the text takes in that file. */
  imports?: boolean;
}

const ALWAYS = 'with every request of a coding agent';
const MATCHING = 'when a coding agent works on a file that it names';
const CHOSEN = 'when a coding agent chooses to read it';
const CALLED = 'when it is called by its name';

/** First match wins. */
const KINDS: readonly Kind[] = [
  // https://code.claude.com/docs/en/memory · https://geminicli.com/docs/reference/memport/
  { files: /(?:^|\/)(?:CLAUDE(?:\.local)?|GEMINI)\.md$/, sent: ALWAYS, imports: true },
  // https://agents.md
  { files: /(?:^|\/)(?:AGENTS?(?:\.override)?|QWEN|WARP)\.md$/, sent: ALWAYS },
  { files: /(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules|roorules|goosehints)$/, sent: ALWAYS },
  { files: /(?:^|\/)\.github\/copilot-instructions\.md$/, sent: ALWAYS },
  { files: /(?:^|\/)\.junie\/guidelines\.md$/, sent: ALWAYS },
  // https://cursor.com/docs/context/rules
  { files: /(?:^|\/)\.cursor\/rules\/.+\.mdc$/, sent: whenCursor },
  // https://code.visualstudio.com/docs/copilot/customization/custom-instructions
  { files: /\.instructions\.md$/, sent: settings => whenApplied(textAt(settings, 'applyTo')?.value) },
  {
    files: /(?:^|\/)\.(?:windsurf\/rules|clinerules|roo\/rules[\w-]*|amazonq\/rules|kiro\/steering)\/.+\.md$/,
    sent: ALWAYS,
  },
  // https://agentskills.io/specification
  {
    files: /(?:^|\/)SKILL\.md$/,
    sent: 'its name and description with every request of a coding agent, the rest when the skill is used',
    offers: ['name', 'description'],
  },
  // https://code.claude.com/docs/en/sub-agents
  { files: /(?:^|\/)\.claude\/commands\/.+\.md$|(?:^|\/)\.cursor\/commands\/.+\.md$/, sent: CALLED },
  {
    files: /(?:^|\/)\.(?:claude|github|opencode)\/agents?\/.+\.md$|\.(?:agent|chatmode)\.md$/,
    sent: 'its name and description with every request of a coding agent, the rest to the agent that it describes',
    offers: ['name', 'description'],
  },
];

const kindOf = (file: string): Kind | undefined =>
  /^readme\.md$/i.test(baseName(file)) ? undefined : KINDS.find(({ files }) => files.test(file));

/** What a project tells coding agents. */
export const instructions: Template = {
  id: 'instructions',
  matches: file => kindOf(file) !== undefined,
  read(source) {
    const kind = kindOf(source.file);
    if (!kind) return [];
    const { settings, body } = splitFrontMatter(source.text);
    const offered = (kind.offers ?? []).flatMap((key): Part[] => {
      const value = textAt(settings, key);
      return value
        ? [{ kind: 'text', text: `${value.value}\n`, name: key, place: source.place(value.start, value.end) }]
        : [];
    });
    const rest = kind.imports ? withImports(source, body) : [textPart(source, body, source.text.length)];
    const sent = typeof kind.sent === 'string' ? within(source.file, kind.sent) : kind.sent(settings);
    return siteOf(source, oneMessage('system', [...offered, ...rest]), { sent });
  },
};

/** An agent reads the files of the folders around the one it works in. */
const within = (file: string, sent: string): string =>
  sent === ALWAYS && !/^(?:\.[\w-]+\/.*|[^/]+)$/.test(file)
    ? 'with every request of a coding agent in its folder'
    : sent;

function whenCursor(settings: Yaml | undefined): string {
  const always = at(settings, 'alwaysApply');
  if (always?.kind === 'scalar' && always.value === true) return ALWAYS;
  return at(settings, 'globs') === undefined || textAt(settings, 'globs')?.value === '' ? CHOSEN : MATCHING;
}

function whenApplied(pattern: string | undefined): string {
  if (pattern === undefined) return CHOSEN;
  return pattern === '**' || pattern === '**/*' ? ALWAYS : MATCHING;
}

/** Behind a blank, and outside of code: `@docs/style.md`. */
const IMPORT = /(?<=^|\s)@((?:~\/|\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*\.\w+)|```[^]*?(?:```|$)|`[^`\n]*`/g;

function withImports(source: Source, from: number): Part[] {
  const parts: Part[] = [];
  let start = from;
  for (const found of source.text.slice(from).matchAll(IMPORT)) {
    const other = found[1] === undefined ? undefined : source.other(found[1]);
    if (!other) continue;
    const begin = from + found.index;
    parts.push(textPart(source, start, begin), ...named(withImports(other, 0), baseName(other.file)));
    start = begin + found[0].length;
  }
  return [...parts, textPart(source, start, source.text.length)].filter(
    part => part.kind !== 'text' || part.text !== '',
  );
}

const named = (parts: readonly Part[], name: string): Part[] =>
  parts.map(part => (part.kind === 'text' && part.name === undefined ? { ...part, name } : part));
