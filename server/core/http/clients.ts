import type { LanguageId } from '../languages/language.ts';
import type { Library, Locator } from '../sdks/sdk.ts';

/** A function that sends a request: where its arguments say what goes where. */
export interface RequestForm {
  /** As in `Operation`; empty: what the package gives is itself called. */
  callee: readonly string[];
  url: readonly Locator[];
  /** What a URL that is no whole one is put behind. */
  base?: readonly Locator[];
  /** The JSON body: a value of the language, or its text. */
  body: readonly Locator[];
  /** Given where the request stays within the program: a test's transport. */
  own?: readonly Locator[];
}

/** A library that sends HTTP requests. */
export interface HttpClient extends Library {
  operations: readonly RequestForm[];
  /** Usual names of what is itself called. */
  names?: readonly string[];
}

const PYTHON_BODY = ['json', 'data', 'content'] as const;
const FETCH: Omit<RequestForm, 'callee'> = { url: ['(0)', '(0).(0)'], body: ['(1).body', '(0).(1).body'] };

/** Functions named after the method, and the one that takes the method first. */
function pythonForms(prefix: string, given: Omit<RequestForm, 'callee' | 'url' | 'body'> = {}): RequestForm[] {
  return [
    { ...given, callee: [`${prefix}post`], url: ['(0)', 'url'], body: [...PYTHON_BODY, '(1)'] },
    { ...given, callee: [`${prefix}request`, `${prefix}stream`], url: ['(1)', 'url'], body: PYTHON_BODY },
  ];
}

/** One row a client and language; what is new is a row. */
export const HTTP_CLIENTS: readonly HttpClient[] = [
  {
    packages: { python: ['requests'] },
    clients: { Session: null, session: null },
    transparent: ['sessions'],
    operations: [...pythonForms(''), ...pythonForms('{client}().')],
  },
  {
    packages: { python: ['httpx'] },
    clients: { Client: null, AsyncClient: null },
    transparent: [],
    operations: [
      ...pythonForms(''),
      ...pythonForms('{client}().', { base: ['made:base_url'], own: ['made:app', 'made:transport.app'] }),
    ],
  },
  {
    packages: { python: ['aiohttp'] },
    clients: { ClientSession: null },
    transparent: [],
    operations: [...pythonForms(''), ...pythonForms('{client}().', { base: ['made:base_url', 'made:(0)'] })],
  },
  {
    packages: { python: ['urllib.request'] },
    clients: {},
    transparent: [],
    operations: [
      { callee: ['urlopen'], url: ['(0).(0)', '(0).url', '(0)'], body: ['(0).(1)', '(0).data', '(1)', 'data'] },
    ],
  },
  {
    packages: {
      typescript: ['fetch', 'window', 'globalThis', 'self', 'node-fetch', 'cross-fetch', 'undici', 'expo/fetch'],
    },
    defaultExport: 'fetch',
    names: ['fetch', 'nodeFetch', 'crossFetch', 'undiciFetch'],
    clients: {},
    transparent: [],
    operations: [
      { ...FETCH, callee: ['', 'fetch'] },
      { callee: ['request'], url: ['(0)'], body: ['(1).body'] },
    ],
  },
  {
    packages: { typescript: ['ofetch', '$fetch'] },
    defaultExport: '$fetch',
    names: ['$fetch', 'ofetch'],
    clients: {},
    transparent: ['raw'],
    operations: [{ ...FETCH, callee: ['', '$fetch', 'ofetch'], base: ['(1).baseURL'] }],
  },
  {
    packages: { typescript: ['axios'] },
    defaultExport: 'axios',
    names: ['axios'],
    clients: {},
    // A client made by `create` is called as the library itself is.
    transparent: ['axios', 'Axios', 'create()'],
    operations: [
      { callee: ['', 'request'], url: ['url', '(0)'], base: ['baseURL', 'create:baseURL'], body: ['data', '(1).data'] },
      { callee: ['post'], url: ['(0)'], base: ['(2).baseURL', 'create:baseURL'], body: ['(1)'] },
    ],
  },
  {
    packages: { typescript: ['got', 'ky'] },
    defaultExport: 'got',
    names: ['got', 'ky'],
    clients: {},
    transparent: ['got', 'ky', 'extend()', 'create()'],
    operations: [
      {
        callee: ['', 'post', 'stream'],
        url: ['(0)', 'url'],
        base: ['(1).prefixUrl', 'extend:prefixUrl', 'create:prefixUrl'],
        body: ['(1).json', '(1).body', 'json', 'body'],
      },
    ],
  },
  {
    packages: { typescript: ['superagent'] },
    defaultExport: 'superagent',
    clients: {},
    transparent: ['superagent', 'set()', 'type()', 'accept()', 'auth()', 'timeout()'],
    operations: [{ callee: ['post().send'], url: ['post:(0)'], body: ['(0)'] }],
  },
  {
    packages: { shell: ['curl'] },
    names: ['curl'],
    clients: {},
    transparent: [],
    operations: [{ callee: [''], url: ['url'], body: ['data'] }],
  },
  {
    // Google Apps Script
    packages: { typescript: ['UrlFetchApp'] },
    clients: {},
    transparent: [],
    operations: [{ callee: ['fetch'], url: ['(0)'], body: ['(1).payload'] }],
  },
];

const byLanguage = new Map<LanguageId, readonly HttpClient[]>();

/** Clients for programs of a language. */
export function clientsOf(language: LanguageId): readonly HttpClient[] {
  const found = byLanguage.get(language) ?? HTTP_CLIENTS.filter(client => client.packages[language]);
  byLanguage.set(language, found);
  return found;
}

const names = new Map<LanguageId, ReadonlySet<string>>();

/** What a call that sends a request is called: a call of any other name is none. */
export function requestNamesOf(language: LanguageId): ReadonlySet<string> {
  const own = (client: HttpClient): string[] => client.operations.flatMap(form => form.callee.map(lastStep));
  const all = (): string[] => clientsOf(language).flatMap(client => [...own(client), ...(client.names ?? [])]);
  const found = names.get(language) ?? new Set(all().filter(name => name !== ''));
  names.set(language, found);
  return found;
}

const lastStep = (callee: string): string => callee.split('.').at(-1) ?? callee;

/** Functions that put a URL behind another: positions of the base and of what comes behind it. */
export const URL_JOINS: Readonly<Record<string, { base: number; rest: number }>> = {
  URL: { base: 1, rest: 0 },
  'urllib.parse.urljoin': { base: 0, rest: 1 },
};

/** Functions that write a value as JSON. */
export const JSON_WRITERS: ReadonlySet<string> = new Set([
  'JSON.stringify',
  'json.dumps',
  'orjson.dumps',
  'ujson.dumps',
  'simplejson.dumps',
]);
