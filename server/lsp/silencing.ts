import { languageOf } from '../core/languages/index.ts';
import type { Finding } from '../core/model.ts';
import type { TextDocument, TextEdit } from 'vscode-languageserver-textdocument';

/** Comments that silence a rule, as the file's language writes them. */

const HASH: ReadonlySet<string> = new Set(['python', 'ruby', 'shell']);

/** The comment for one line and for the whole file; undefined where no language says how one is written. */
function commentFor(file: string): ((text: string) => string) | undefined {
  const language = languageOf(file)?.id;
  if (language === undefined) return undefined;
  return HASH.has(language) ? text => `# ${text}` : text => `// ${text}`;
}

const RULES = /prompt-cost:\s*ignore(?![\w-])((?:[\s,]+[a-z0-9]+(?:-[a-z0-9]+)+)*)/;

/** Above the line that the call begins on; undefined where a comment there would be part of a text. */
export function silencingLine(document: TextDocument, { rule, subject }: Finding, line: number): TextEdit | undefined {
  const write = commentFor(subject.file);
  const text = lineOf(document, line);
  const above = line > 0 ? lineOf(document, line - 1) : '';
  const named = RULES.exec(above);
  // A comment that is there takes one more rule: only the nearest one counts.
  if (named?.[1] && /^\s*(?:#|\/\/)/.test(above)) {
    const at = { line: line - 1, character: named.index + named[0].length };
    return { range: { start: at, end: at }, newText: `, ${rule}` };
  }
  if (!write || /\$\{/.test(text) || above.trimEnd().endsWith('`')) return undefined;
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  const isJsx = /\.[jt]sx$/.test(subject.file) && /^\s*[<{]/.test(text);
  const comment = isJsx ? `{/* prompt-cost: ignore ${rule} */}` : write(`prompt-cost: ignore ${rule}`);
  const at = { line, character: 0 };
  return { range: { start: at, end: at }, newText: `${indent}${comment}\n` };
}

/** At the top, behind what must come first. */
export function silencingFile(document: TextDocument, { rule, subject }: Finding): TextEdit | undefined {
  const write = commentFor(subject.file);
  if (!write) return undefined;
  const isMarkup = /\.(?:vue|svelte)$/.test(subject.file);
  const text = `prompt-cost: ignore-file ${rule}`;
  const first = lineOf(document, 0);
  const line = /^(?:#!|<\?php\b|#.*coding[:=])/.test(first) ? 1 : 0;
  const at = { line, character: 0 };
  return { range: { start: at, end: at }, newText: `${isMarkup ? `<!-- ${text} -->` : write(text)}\n` };
}

const lineOf = (document: TextDocument, line: number): string =>
  document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/\r?\n$/, '');
