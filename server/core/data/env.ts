import type { Data, ReadData } from './data.ts';

const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*[=:][ \t]*("[^"\n]*"|'[^'\n]*'|[^\n#]*?)[ \t]*(?:#.*)?$/gm;

/** `NAME=value` lines: `.env` and its examples. */
export const readEnv: ReadData = text => {
  const entries = [...text.matchAll(LINE)].map(({ 1: name = '', 2: value = '', index }): [string, Data] => [
    name,
    { kind: 'scalar', value: value.replaceAll(/^["']|["']$/g, ''), offset: index },
  ]);
  return { kind: 'table', entries: new Map(entries), offset: 0 };
};
