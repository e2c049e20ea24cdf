import { OPENING_IN_SOURCE } from '../core/calls/addressed.ts';
import { LIKELY_NAME, PROMPT_NAME } from '../core/calls/prompt-names.ts';
import { namesCalled } from '../core/calls/match.ts';
import { clientsOf, requestNamesOf } from '../core/http/clients.ts';
import { ENDPOINT_TEXT } from '../core/http/endpoints.ts';
import { languageOf } from '../core/languages/index.ts';
import type { LanguageId } from '../core/languages/language.ts';
import { sdksOf } from '../core/sdks/index.ts';
import type { Sdk } from '../core/sdks/sdk.ts';
import { isPromptPlace } from '../core/templates/index.ts';

/** Bytes decide whether a source can matter at all: most can't, and are never parsed. */

/** Functions that call what they are given, as `languages/references.ts` reads them. */
const HANDED = 'submit|to_thread|run_sync|run_in_executor|call_soon|start_soon|map';

/** A call of one of these names: so common that they say something only right before an opening bracket. */
export function callOf(names: readonly string[]): RegExp | null {
  const words = names.map(name => name.replaceAll(/\W/g, '')).filter(name => name !== '');
  if (words.length === 0) return null;
  const name = `\\b(?:${words.join('|')})`;
  // Called, imported under another name, or handed to what calls it.
  return new RegExp(
    `${name}\\s*(?:<[^()]*>)?\\(|${name} as \\w|(?:${HANDED})\\(\\s*(?:\\w+,\\s*)?[\\w.]*${name}\\s*[,)]`,
  );
}

/** Languages in which nothing of a package is reached but by an import that names it. */
const IMPORTING: ReadonlySet<LanguageId> = new Set<LanguageId>(['python', 'typescript', 'java']);

/** The sources of a project, and whether one that can be read holds a pattern. */
interface Sources {
  files: readonly string[];
  holds: (file: string, pattern: RegExp) => boolean;
}

/**
 * The SDKs that a project imports anywhere: only their names are looked for, beside those of SDKs that a call's arguments can
 * tell. `run(` alone would be in every other file. Gives the pattern for each file; null where there is none to look for.
 */
export function calleesOf(sources: Sources | null): (file: string) => RegExp | null {
  const missing = new Map<LanguageId, Sdk[]>();
  const imports = new Map<LanguageId, RegExp>();
  for (const language of sources ? IMPORTING : []) {
    const sdks = sdksOf(language).filter(isTakenOnTrust);
    missing.set(language, sdks);
    if (sdks.length > 0) imports.set(language, importOf(sdks, language));
  }
  for (const file of sources?.files ?? []) {
    const language = languageOf(file)?.id;
    const left = language && missing.get(language);
    const pattern = language && imports.get(language);
    if (language === undefined || !left || left.length === 0 || !pattern || !sources?.holds(file, pattern)) continue;
    missing.set(
      language,
      left.filter(sdk => !sources.holds(file, importOf([sdk], language))),
    );
  }
  const callees = new Map<LanguageId, RegExp | null>();
  return file => {
    const language = languageOf(file)?.id;
    if (language === undefined) return null;
    const known = callees.get(language);
    if (known !== undefined) return known;
    const sdks = sdksOf(language).filter(sdk => missing.get(language)?.includes(sdk) !== true);
    const found = eitherOf(callOf([...new Set(sdks.flatMap(namesCalled))]), urlIn(language));
    callees.set(language, found);
    return found;
  };
}

/** Part of the URL of an LLM server, in a language that has something to ask it with. */
const urlIn = (language: LanguageId): RegExp | null => (clientsOf(language).length > 0 ? ENDPOINT_TEXT : null);

const eitherOf = (a: RegExp | null, b: RegExp | null): RegExp | null =>
  a && b ? new RegExp(`${a.source}|${b.source}`) : (a ?? b);

/** No arguments tell its calls: who makes one has imported it. */
const isTakenOnTrust = (sdk: Sdk): boolean => !sdk.operations.some(({ signature }) => signature);

/** An import of one of the SDKs' packages or a part of it: `from google.adk`, `from google import adk`, `'ai/rsc'`. */
function importOf(sdks: readonly Sdk[], language: LanguageId): RegExp {
  const names = sdks
    .flatMap(sdk => sdk.packages[language] ?? [])
    .map(name =>
      name.replaceAll(/[/+*?()[\]{}|^$-]/g, '\\$&').replaceAll('.', String.raw`(?:\.|\s+import\s[^#;]*?\b)`),
    );
  return new RegExp(`(?:\\b(?:from|require)[\\s(]+|\\bimport[ \\w.,]*[\\s(]|["'\`])(?:${names.join('|')})(?![\\w-])`);
}

/**
 * A request in a file that speaks of one of these names: where the URL is another file's. Only the name that it has there is
 * looked for: a URL that goes through a third file under a new name is missed.
 */
export function requestTo(names: readonly string[]): (file: string) => RegExp | null {
  const words = names.filter(name => /^\w{3,}$/.test(name)).join('|');
  return file => {
    const language = languageOf(file)?.id;
    const request = language && words !== '' ? callOf([...requestNamesOf(language)]) : null;
    return request && new RegExp(`^(?=[^]*?\\b(?:${words})\\b)[^]*?(?:${request.source})`);
  };
}

/** Where a text begins that goes on for a while, whatever the language. */
export const LONG_TEXT = /"""|'''|`|\(\s*[rf]{0,2}["']|r#*"|<<|"[^"\n]{60}|'[^'\n]{60}/;
/** A file that a name takes the text of: `PROMPT = Path("prompt.md").read_text()`, `//go:embed prompt.txt`, `import prompt from './prompt.txt'`. */
const TEXT_FILE = String.raw`\.(?:txt|md|prompt|xml|tmpl|tpl|hbs|mustache|j2|jinja2?)(?:\?\w+)?["'\`]`;
const FILE_TEXT = String.raw`(?:include_str!\(|\bimport\s+\w+\s+from)\s*["'][^"'\n]+${TEXT_FILE}|go:embed\s+\S+\.(?:txt|md|prompt|xml|tmpl|tpl)\s|(?:${PROMPT_NAME.source}|${LIKELY_NAME.source})\w*\s*(?:(?::[^=\n]{0,60})?=|from\s)[^;=]{0,160}?${TEXT_FILE}`;
const NAMED_TEXT = new RegExp(
  String.raw`(?:${PROMPT_NAME.source}|${LIKELY_NAME.source})\w*\s*(?::[^=\n]{0,60})?:?=[^\n=]{0,40}?\s*(?:${LONG_TEXT.source})|${OPENING_IN_SOURCE}|${FILE_TEXT}|(?:def|function|func|fn)\s+\w*prompt\w*\s*[(<]|prompt\w*\s*[:=]\s*(?:async\s*)?\([^()\n]*\)[^=\n]*=>`,
  'i',
);

const PLACED_TEXT = new RegExp(`${LONG_TEXT.source}|${FILE_TEXT}`, 'i');

/** A long text under a name that says that it may be a prompt, or one that begins as such; in a file of prompts, under any name. */
export const constantIn = (file: string): RegExp => (isPromptPlace(file) ? PLACED_TEXT : NAMED_TEXT);

/** UTF-16 begins with one of these; its letters lie two bytes apart, so it is parsed to be sure. */
const UTF16_MARKS: ReadonlySet<number> = new Set([0xff, 0xfe]);

export const holds = (bytes: Buffer, pattern: RegExp): boolean =>
  UTF16_MARKS.has(bytes[0] ?? 0) || pattern.test(bytes.toString('latin1'));
