import { readYaml, type Yaml } from './yaml.ts';

export interface FrontMatter {
  /** Undefined where there is none, or nothing in it can be read. */
  settings: Yaml | undefined;
  /** Where the text behind it begins; 0 without front matter. */
  body: number;
}

const FRONT = /^(\s*---[ \t]*\r?\n)([^]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m;

/** Settings between two lines of `---` at a text's start. One that never closes is text. */
export function splitFrontMatter(text: string): FrontMatter {
  const found = /^\s*---/.test(text) ? FRONT.exec(text) : null;
  if (!found || found.index !== 0) return { settings: undefined, body: 0 };
  const [whole, fence = '', yaml = ''] = found;
  return { settings: readYaml(yaml, fence.length), body: whole.length };
}
