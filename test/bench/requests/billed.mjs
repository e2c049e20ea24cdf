// What a recorded answer says was billed as input: in its body, an event of its stream, or its headers.
const number = value => (typeof value === 'number' ? value : 0);
const cached = usage =>
  number(usage.cache_read_input_tokens ?? usage.cacheReadInputTokens) +
  number(usage.cache_creation_input_tokens ?? usage.cacheWriteInputTokens);

/** By provider: an object of the answer → tokens; undefined where it says nothing. */
const READERS = {
  anthropic: event => {
    const usage = event.usage ?? event.message?.usage;
    return usage?.input_tokens === undefined ? event.input_tokens : usage.input_tokens + cached(usage);
  },
  bedrock: event => {
    const { usage } = event;
    if (usage?.inputTokens !== undefined) return usage.inputTokens + cached(usage);
    return usage ? READERS.anthropic(event) : (event.inputTextTokenCount ?? event.prompt_token_count);
  },
  gemini: event => event.usageMetadata?.promptTokenCount,
  vertex: event => event.usageMetadata?.promptTokenCount ?? READERS.anthropic(event),
  cohere: event => {
    const { usage, meta } = event.delta ?? event.response ?? event;
    return (usage?.billed_units ?? meta?.billed_units ?? event.response?.meta?.billed_units)?.input_tokens;
  },
  ollama: event => event.prompt_eval_count ?? READERS.openai(event),
  openai: event => {
    const usage = event.usage ?? event.response?.usage ?? event.x_groq?.usage;
    return usage?.prompt_tokens ?? usage?.input_tokens;
  },
};

const header = (headers, name) =>
  Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => Number([value].flat()[0]))[0];

/** Tokens; undefined where nothing says them. */
export function billedIn(provider, answered, headers) {
  const read = READERS[provider] ?? READERS.openai;
  const found = objectsOf(answered).map(read).filter(Number.isFinite);
  const most = Math.max(0, ...found);
  return most || header(headers, 'x-amzn-bedrock-input-token-count') || undefined;
}

/** A body of JSON, lines of it, events of a stream, or the pieces of JSON in a binary one. */
function objectsOf(text) {
  const whole = parsed(text);
  if (whole) return [whole].flat();
  const lines = text.split('\n').flatMap(line => parsed(line.replace(/^data:\s*/, '')) ?? []);
  if (lines.length > 0) return lines.flat();
  const usage = /"usage"\s*:\s*(\{[^{}]*\})/.exec(text)?.[1];
  return usage && parsed(usage) ? [{ usage: parsed(usage) }] : [];
}

function parsed(text) {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
