import assert from 'node:assert/strict';
import { array, assert as check, constantFrom, type Arbitrary, double, asyncProperty, record } from 'fast-check';
import type { Analysis } from '../../server/core/model.ts';
import { openSession } from '../../server/workspace/open.ts';
import type { Session } from '../../server/workspace/session.ts';
import { layAssets } from '../harness/assets.ts';
import { type Folder, createFolder } from '../harness/folder.ts';
import { PROGRAMS } from './typing.programs.ts';

/** What is typed, or done to the text, somewhere in it. */
const DEEDS: Readonly<Record<string, (text: string, at: number) => string>> = {
  ...Object.fromEntries(
    [...'a1 ("\'`{=.#\n)}'].map(typed => [`types ${typed}`, (text, at) => text.slice(0, at) + typed + text.slice(at)]),
  ),
  'deletes a letter': (text, at) => text.slice(0, at) + text.slice(at + 1),
  'deletes a line': (text, at) => edgesOf(text, at, ([from, to]) => text.slice(0, from) + text.slice(to)),
  'repeats a line': (text, at) => edgesOf(text, at, ([from, to]) => text.slice(0, to) + text.slice(from)),
  'opens a line above all': text => `\n${text}`,
  'deletes the next condition': (text, at) => {
    const [line] = /^ *(?:if|for)\b.*\n/m.exec(text.slice(at)) ?? /^ *(?:if|for)\b.*\n/m.exec(text) ?? [''];
    return text.replace(line, '');
  },
};

function edgesOf(text: string, at: number, use: (edges: [number, number]) => string): string {
  const from = at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0;
  const end = text.indexOf('\n', at);
  return use([from, end < 0 ? text.length : end + 1]);
}

interface Edit {
  file: string;
  deed: string;
  /** How far into the text. */
  where: number;
  /** Taken back before the next. */
  isUndone: boolean;
}

const editOf = (files: readonly string[]): Arbitrary<Edit> =>
  record({
    file: constantFrom(...files),
    deed: constantFrom(...Object.keys(DEEDS)),
    where: double({ min: 0, max: 1, noNaN: true }),
    isUndone: constantFrom(true, false),
  });

describe('typing', () => {
  let folder: Folder;
  let assets: string;
  before(async () => void (assets = await layAssets()));
  afterEach(() => folder.remove());

  const open = (): Promise<Session> => openSession({ root: folder.root, assets, on: '2026-11-21' });
  const analyses = async (session: Session, files: readonly string[]): Promise<(Analysis | undefined)[]> => {
    const all = [];
    for (const file of files) all.push(await session.analyze(file));
    return all;
  };

  for (const [language, program] of Object.entries(PROGRAMS)) {
    const files = Object.keys(program);
    it(`leaves of ${language} what a session says that has seen nothing else`, async () => {
      folder = createFolder(program);
      const session = await open();
      await check(
        asyncProperty(array(editOf(files), { minLength: 1, maxLength: 6 }), async edits => {
          const texts = new Map(Object.entries(program));
          for (const [file, text] of texts) session.setText(file, text);
          for (const { file, deed, where, isUndone } of edits) {
            const before = texts.get(file) ?? '';
            texts.set(file, DEEDS[deed]?.(before, Math.floor(where * before.length)) ?? before);
            session.setText(file, texts.get(file));
            await analyses(session, files);
            if (isUndone) texts.set(file, before);
            session.setText(file, texts.get(file));
          }
          const fresh = await open();
          for (const [name, text] of texts) fresh.setText(name, text);
          assert.deepEqual(await analyses(session, files), await analyses(fresh, files));
        }),
        { numRuns: Number(process.env['TYPING_RUNS'] ?? 30) },
      );
    }).timeout(120_000);
  }
});
