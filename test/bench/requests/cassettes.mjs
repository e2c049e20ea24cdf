// Recorded requests of more repositories than `tokenizer.jsonl.gz` has, out of the cassettes of their tests:
//   node test/bench/requests/cassettes.mjs SRC > FILE
// SRC holds OWNER/NAME/… as git has them (the fit at hand: Arize-ai/openinference, DataDog/dd-trace-py, alexrudall/ruby-openai, crmne/ruby_llm,
// langchain-ai/langchain-cohere, newrelic/newrelic-python-agent, open-telemetry/opentelemetry-python-contrib, posit-dev/chatlas,
// pydantic/logfire, pydantic/pydantic-ai, simonw/llm-anthropic, simonw/llm-gemini, tidyverse/ellmer); read are YAML files of VCR and its like (`vcrpy`, `vcr`, `go-vcr`). A line of FILE is a record as
// `tokenizer.jsonl.gz` has them: `fit.mjs FOLDER --more FILE` fits and measures with both.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { billedIn } from './billed.mjs';

const HOSTS = [
  [/^api\.openai\.com$/, 'openai'],
  [/^api\.anthropic\.com$/, 'anthropic'],
  [/^bedrock-runtime\./, 'bedrock'],
  [/^generativelanguage\.googleapis\.com$/, 'gemini'],
  [/aiplatform\.googleapis\.com$/, 'vertex'],
  [/^api\.cohere\.(?:ai|com)$/, 'cohere'],
  [/^api\.mistral\.ai$/, 'mistral'],
  [/^api\.groq\.com$/, 'groq'],
  [/^openrouter\.ai$/, 'openrouter'],
  [/^api\.deepseek\.com$/, 'deepseek'],
  [/^api\.x\.ai$/, 'xai'],
  [/\.openai\.azure\.com$/, 'azure-openai'],
  [/^api\.together\.(?:xyz|ai)$/, 'together'],
  [/^router\.huggingface\.co$|^api-inference\.huggingface\.co$/, 'huggingface'],
];
const ENDPOINTS = [
  [/\/messages(?:\/count_tokens)?$/, 'messages'],
  [/\/chat\/completions$/, 'chat.completions'],
  [/\/responses$/, 'responses'],
  [/\/embeddings$/, 'embeddings'],
  [/\/completions$/, 'completions'],
  [/\/converse(?:-stream)?$/, 'converse'],
  [/\/invoke(?:-with-response-stream)?$/, 'invoke_model'],
  [/:(?:stream)?generateContent$/i, 'generateContent'],
  [/\/v[12]\/chat$|\/api\/chat$/, 'chat'],
  [/\/v1\/generate$|\/api\/generate$/, 'generate'],
];
/** Tools that the provider runs, states that it keeps, and thoughts of earlier turns: billed beyond the text. */
const SERVED =
  /"type":"(?:web_|code_|computer|bash_|text_editor|str_replace|memory_|mcp|file_search|image_generation|tool_search|advisor|url_|compaction)|"(?:google_?search|googleSearchRetrieval|codeExecution|code_execution|urlContext|url_context|fileSearch|googleMaps|connectors|plugins|webSearchOptions|web_search_options)":/i;
const OPAQUE =
  /"(?:previous_response_id|cachedContent|cached_content|container|mcp_servers|context_management|conversation|file_id|file_?uri|guardrailConfig)":|"type":"(?:thinking|redacted_thinking|reasoning|item_reference|compaction)"|"(?:thought_?signature|reasoningContent|reasoning_content|reasoning_details)":|"prompt":\{"id"/i;

const filesOf = folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name));

/** The same request with the same bill is one record. */
function keep(record, repository) {
  const key = JSON.stringify([record.provider, record.model_requested, record.request_body, record.input_tokens]);
  const known = records.get(key);
  if (!known) records.set(key, { ...record, repos: [repository] });
  else if (!known.repos.includes(repository)) known.repos.push(repository);
}

function readCassette(file) {
  const text = readFileSync(file, 'utf8');
  if (!/usage|token/i.test(text)) return [];
  let cassette;
  try {
    cassette = parse(text, { schema: 'yaml-1.1', logLevel: 'silent', uniqueKeys: false, maxAliasCount: -1 });
  } catch {
    // No cassette: tests keep other files beside them.
    return [];
  }
  const interactions = cassette?.interactions ?? cassette?.http_interactions;
  return Array.isArray(interactions) ? interactions.flatMap(readInteraction) : [];
}

function readInteraction({ request, response }) {
  const url = parseUrl(request?.uri ?? request?.url);
  const provider = url && providerOf(url);
  const endpoint = url && ENDPOINTS.find(([pattern]) => pattern.test(url.pathname))?.[1];
  const status = response?.status?.code ?? response?.code ?? response?.status_code ?? 200;
  if (!provider || !endpoint || status !== 200) return [];
  const body = objectOf(textOf(request.parsed_body ?? request.body));
  const answered = textOf(response.parsed_body ?? response.body ?? response.content);
  if (!body || answered === null) return [];
  const served = JSON.stringify(body);
  if (served.includes('[base64') || served.includes('REDACTED')) return [];
  const usage = billedIn(provider, answered, response.headers ?? {});
  if (!usage) return [];
  const inUrl = /\/models?\/([^/:]+(?::\d+)?)(?::|\/|$)/.exec(decodeURIComponent(url.pathname))?.[1];
  return [
    {
      provider,
      endpoint,
      model_requested: body.model ?? inUrl ?? null,
      model_responded: /"model"\s*:\s*"([^"]+)"/.exec(answered)?.[1] ?? null,
      request_body: body,
      input_tokens: usage,
      server_tools: SERVED.test(served),
      opaque_context: OPAQUE.test(served),
      suspect: null,
    },
  ];
}

const providerOf = ({ hostname, port }) =>
  port === '11434' ? 'ollama' : HOSTS.find(([pattern]) => pattern.test(hostname))?.[1];

function parseUrl(value) {
  try {
    return new URL(value);
  } catch {
    return null;
  }
}

function textOf(body) {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return unzipped(Buffer.from(body));
  if (typeof body !== 'object') return null;
  if (typeof body.base64_string === 'string') return unzipped(Buffer.from(body.base64_string, 'base64'));
  if (typeof body.string === 'string' || body.string instanceof Uint8Array) return textOf(body.string);
  return JSON.stringify(body);
}

function unzipped(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch {
    // Cut off where it was recorded.
    return null;
  }
}

function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

const [source] = process.argv.slice(2);
const records = new Map();
for (const owner of readdirSync(source))
  for (const name of readdirSync(path.join(source, owner)))
    for (const file of filesOf(path.join(source, owner, name)))
      for (const record of readCassette(file)) keep(record, `${owner}/${name}`);
for (const [id, record] of [...records.values()].entries())
  console.log(JSON.stringify({ id: `cassette-${id}`, ...record }));
