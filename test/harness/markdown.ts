/**
 * Cases are Markdown: a heading is a test, its fenced code the project it runs on. A fence may name its file
 * (```py prompts.py); one without a name is a program of its own. In a comment, `^ kind: text` states what is said of the
 * line above; the `^` marks where. A fence `expect FILE` states what is said of a file that has no comments, or of its prompts.
 */
export interface CaseFile {
  path: string;
  lines: string[];
  /** Line of the Markdown file that holds the first line of the code, from 0. */
  offset: number;
  /** Named files belong to every program of the case; unnamed ones are programs. */
  named: boolean;
  /** States what is said of the file of this name, and is none itself. */
  expects: boolean;
}

export interface Case {
  title: string;
  files: CaseFile[];
}

export interface Expectation {
  /** Line of the code that it speaks of, and column, both from 0. */
  line: number;
  column: number;
  text: string;
  /** Line of the code that it stands in. */
  at: number;
}

/** A fence's language that is not its files' extension. */
const EXTENSIONS: Readonly<Record<string, string>> = { rust: 'rs', csharp: 'cs', ruby: 'rb', kotlin: 'kt', bash: 'sh' };

export function readCases(markdown: string): Case[] {
  const cases: Case[] = [];
  const titles: string[] = [];
  let open: CaseFile | undefined;
  markdown.split('\n').forEach((line, at) => {
    if (open) {
      if (line.startsWith('```')) open = undefined;
      else open.lines.push(line);
      return;
    }
    const heading = /^(#+) (.*)$/.exec(line);
    if (heading?.[1] && heading[2]) {
      titles.splice(heading[1].length - 1, Number.POSITIVE_INFINITY, heading[2]);
      cases.push({ title: titles.join(' › '), files: [] });
    }
    const fence = /^```(\w+)(?: (\S+))?$/.exec(line);
    if (!fence?.[1]) return;
    const path = fence[2] ?? `main.${EXTENSIONS[fence[1]] ?? fence[1]}`;
    open = { path, lines: [], offset: at + 1, named: fence[2] !== undefined, expects: fence[1] === 'expect' };
    cases.at(-1)?.files.push(open);
  });
  return cases.filter(one => one.files.length > 0);
}

const MARK = /^\s*(?:#|\/\/)(\s*)\^ (.*)$/;

/** What the comments of a file expect, of the nearest line above that is no such comment. */
export function expectationsOf(file: CaseFile): Expectation[] {
  let subject = 0;
  return file.lines.flatMap((line, at) => {
    const mark = MARK.exec(line);
    if (!mark?.[2]) {
      subject = at;
      return [];
    }
    return [{ line: subject, column: line.indexOf('^'), text: mark[2], at }];
  });
}
