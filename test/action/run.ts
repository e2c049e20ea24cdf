import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder, type Folder } from '../harness/folder.ts';
import { type GitHubServer, startGitHub } from './server.ts';

/** A repository with a pull request, and the bundled action run on a checkout of it as the runner does. */

const ACTION = path.join(import.meta.dirname, '../../dist/action/index.cjs');

export const CHAT = `from openai import OpenAI

client = OpenAI()


def answer(question):
    return client.chat.completions.create(
        model="gpt-4.1-mini",
        messages=[{"role": "system", "content": "You answer questions of customers about their orders."}, {"role": "user", "content": question}],
        max_completion_tokens=500,
    )
`;

/** The same with another model, five times the price. */
export const DEARER = CHAT.replace('gpt-4.1-mini', 'gpt-4.1');

export const ALWAYS = { comment: 'always' };

export interface Shop {
  origin: Folder;
  base: string;
  /** Commits this on the branch of the pull request, and what GitHub makes of it: `refs/pull/7/merge`. */
  propose(files: Readonly<Record<string, string>>): { head: string; merge: string };
  remove(): void;
}

export function createShop(files: Readonly<Record<string, string>> = {}): Shop {
  const origin = createFolder({ 'chat.py': CHAT, ...files });
  origin.commit('Begin');
  const base = origin.commit('A call');
  return {
    origin,
    base,
    propose: changed => {
      origin.git('checkout', '--quiet', '-B', 'topic', 'main');
      for (const [file, text] of Object.entries(changed)) origin.write(file, text);
      const head = origin.commit('A change');
      origin.git('checkout', '--quiet', '--detach', 'main');
      origin.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic');
      const merge = origin.git('rev-parse', 'HEAD').trim();
      origin.git('update-ref', 'refs/pull/7/merge', merge);
      origin.git('checkout', '--quiet', 'main');
      return { head, merge };
    },
    remove: () => origin.remove(),
  };
}

/** As actions/checkout does it. */
function checkOut({ origin }: Shop, ref: string, depth: number | null = 1): Folder {
  const folder = createFolder();
  folder.git('init', '--quiet');
  folder.git('remote', 'add', 'origin', `file://${origin.root}`);
  folder.git('fetch', '--quiet', '--no-tags', ...(depth === null ? [] : [`--depth=${depth}`]), 'origin', ref);
  folder.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  return folder;
}

export interface Asked {
  event: string;
  payload: object;
  inputs?: Readonly<Record<string, string>>;
  api?: string;
}

export interface Ran {
  code: number | null;
  log: string;
  summary: string;
  outputs: Record<string, string>;
}

export const TOKEN = 'ghs_secretOfThisTest0123456789';

export async function runAction(
  checkout: Folder,
  { event, payload, inputs = {}, api = 'http://127.0.0.1:9' }: Asked,
): Promise<Ran> {
  const files = createFolder({ 'event.json': JSON.stringify(payload), 'summary.md': '', output: '' });
  const at = (name: string): string => path.join(files.root, name);
  const given = { comment: 'never', 'github-token': TOKEN, ...inputs };
  const child = spawn(process.execPath, [ACTION], {
    cwd: checkout.root,
    env: {
      PATH: process.env['PATH'],
      HOME: files.root,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_API_URL: api,
      GITHUB_GRAPHQL_URL: `${api}/graphql`,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_WORKSPACE: checkout.root,
      GITHUB_STEP_SUMMARY: at('summary.md'),
      GITHUB_OUTPUT: at('output'),
      RUNNER_TEMP: files.root,
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  const outputs = outputsIn(readFileSync(at('output'), 'utf8'));
  const ran = {
    code,
    log: Buffer.concat(chunks).toString('utf8'),
    summary: readFileSync(at('summary.md'), 'utf8'),
    outputs,
  };
  // Files that outputs name are gone with the folder: their text takes their place.
  for (const name of ['markdown-path', 'json-path', 'sarif-path'])
    if (outputs[name] !== undefined) outputs[name] = readFileSync(outputs[name], 'utf8');
  files.remove();
  return ran;
}

const outputsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );

export interface Scene {
  shop: Shop;
  github: GitHubServer;
  /** What the comments say. */
  bodies: () => string[];
  checkedOut: (ref: string, depth?: number | null) => Folder;
  /** What GitHub runs for a pull request that changes these files. */
  onPull: (files: Readonly<Record<string, string>>, inputs?: Asked['inputs']) => Promise<Ran>;
}

/** A shop and a GitHub for each test of the block around. */
export function useShop(): Scene {
  const at = {} as Scene;
  let folders: Folder[] = [];
  beforeEach(async () => {
    at.shop = createShop();
    at.github = await startGitHub();
    folders = [];
  });
  afterEach(async () => {
    await at.github.close();
    for (const folder of [...folders, at.shop.origin]) folder.remove();
  });
  at.bodies = () => at.github.comments.map(({ body }) => body);
  at.checkedOut = (ref, depth) => {
    const folder = checkOut(at.shop, ref, depth);
    folders.push(folder);
    return folder;
  };
  at.onPull = async (files, inputs = {}) => {
    const { head } = at.shop.propose(files);
    const pull = { number: 7, base: { sha: at.shop.base, ref: 'main' }, head: { sha: head, ref: 'topic' } };
    const ran = await runAction(at.checkedOut('refs/pull/7/merge'), {
      event: 'pull_request',
      payload: { pull_request: pull },
      inputs,
      api: at.github.url,
    });
    const told = [ran.log.replace(`::add-mask::${TOKEN}`, ''), ran.summary, ...Object.values(ran.outputs)].join('');
    assert.ok(!told.includes(TOKEN), 'the token is told');
    return ran;
  };
  return at;
}
