import { providerNamed, providerOfHost } from '../../../pricing/provider.ts';
import type { Locator, Sdk } from '../sdks/sdk.ts';
import { constructed } from './fields.ts';
import { type CallArguments, locate } from './locate.ts';
import { type Piece, type Value, plainText } from './value.ts';

/** Where clients are told of another server than the SDK's own. */
const URLS: readonly Locator[] = [
  'made:base_url',
  // A configuration that the client is made with.
  'made:(0).base_url',
  'made:baseURL',
  'made:baseUrl',
  'made:api_base',
  'made:(0).api_base',
  'made:(0).base_url',
  'base_url:(0)',
  'with_base_url:(0)',
  'with_endpoint:(0)',
  'new_with_endpoint:(0)',
  'baseUrl:(0)',
  'endpoint:(0)',
  'made:basePath',
  'made:server_url',
  'made:serverURL',
  'made:configuration.baseURL',
  'made:http_options.base_url',
  'made:httpOptions.baseUrl',
  // The first SDKs for TypeScript take their settings as an object of their own.
  'OpenAIApi:(0).basePath',
  'OpenAIApi:(1)',
  'base_url',
  'api_base',
];

/** Providers whose protocol many servers take over: their clients are used for all of these. */
const IMITATED: ReadonlySet<string> = new Set(['openai', 'anthropic']);

/**
 * Who serves a call, where the source says more of it than the client's class: a provider, null where that is decided at run
 * time, undefined where nothing is said.
 */
export function serverOf(
  call: CallArguments,
  sdk: Pick<Sdk, 'server'>,
  provider: string | null,
): string | null | undefined {
  const named = sdk.server && locate(call, sdk.server.from).value;
  const name = named && plainText(named);
  if (sdk.server && name !== undefined) return sdk.server.prefix + name;
  const url = locate(call, URLS).value;
  if (!url) return undefined;
  const servers = serversAt(url);
  const [only] = servers;
  if (only && new Set(servers).size === 1) return only;
  // A client that is one provider's alone (`AzureOpenAI`) stays there, whatever its address.
  return provider === null || IMITATED.has(provider) ? null : undefined;
}

/** Who serves a model that is made with a client or a provider of its own; as `serverOf`. */
export function serverOfModel(
  call: CallArguments,
  sdk: Pick<Sdk, 'server'>,
  provider: string | null,
): string | null | undefined {
  const own = serverOf(call, sdk, provider);
  if (own !== undefined) return own;
  const given = locate(call, ['provider', 'openai_client', 'client', '(0)']).value;
  if (given?.kind === 'external') return serverOfClient(call, given, provider);
  const named = locate(call, ['provider']).value;
  if (!named) return undefined;
  const name = plainText(named);
  return name === undefined ? null : providerNamed(name);
}

/** `AsyncOpenAI(base_url=…)`, `AzureProvider(…)`, `OpenAIProvider(openai_client=…)`. */
function serverOfClient(
  call: CallArguments,
  client: Extract<Value, { kind: 'external' }>,
  provider: string | null,
): string | null | undefined {
  const args = constructed(client);
  const inner = args && serverOfModel({ ...call, args, steps: [] }, {}, provider);
  if (inner !== undefined) return inner;
  const name = client.steps.findLast(step => step.kind === 'member')?.name ?? '';
  if (name.includes('Azure')) return 'azure';
  const vendor = /^(\w+)Provider$/.exec(name)?.[1];
  return vendor === undefined ? undefined : providerNamed(vendor);
}

/** The servers that a URL may name; null for one that is not known. */
function serversAt(url: Value): (string | null)[] {
  if (url.kind === 'choice') return url.options.flatMap(serversAt);
  const host = url.kind === 'text' ? hostOf(spelled(url.pieces)) : null;
  return [host === null ? null : providerOfHost(host)];
}

/** Stands for a part of a URL that is not known. */
const HOLE = '\0';

function spelled(pieces: readonly Piece[]): string {
  return pieces
    .map(piece => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'reference' ? spelled(piece.pieces) : HOLE;
    })
    .join('');
}

/** The host of a URL; of one with a hole (`https://{resource}.openai.azure.com`), what comes after it must be a domain still. */
function hostOf(url: string): string | null {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return null;
  const known = host.slice(host.lastIndexOf(HOLE) + 1);
  if (known === host) return host;
  return /^[\w-]*\.[\w-]+\.\w+/.test(known) ? `x${known}` : null;
}
