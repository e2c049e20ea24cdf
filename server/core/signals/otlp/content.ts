/**
 * What is kept of attributes, so that no prompt and no answer goes beyond decoding. The rule:
 * an attribute is dropped if its key is known to carry content or secrets (`CARRIERS`), or if it is a text, or a list of texts, whose key ends in a word for
 * content (`LAST_WORDS`) or that is longer than 1,024 bytes. What is left of a prompt is at most a short text under a name that nobody foresaw.
 */

/** Longer texts are no names of anything. */
export const MAX_TEXT_BYTES = 1024;

/** Longer lists are embeddings, or a conversation in pieces. */
export const MAX_LIST = 128;

/** Keys, or what stands before a dot, that carry content whatever its type. */
const CARRIERS: readonly string[] = [
  // OpenTelemetry's GenAI conventions: before 1.28, until 1.36, since.
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.content',
  'gen_ai.message',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.system_instructions',
  'gen_ai.tool.definitions',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'gen_ai.retrieval.documents',
  'gen_ai.evaluation.explanation',
  // OpenLLMetry.
  'gen_ai.guardrail',
  'gen_ai.request.tools',
  'llm.request.functions',
  'traceloop.entity.input',
  'traceloop.entity.output',
  'traceloop.prompt.template',
  'traceloop.prompt.template_variables',
  'db.query.result',
  'db.query.embeddings',
  // OpenInference.
  'input.value',
  'input.images',
  'input.documents',
  'output.value',
  'llm.input_messages',
  'llm.output_messages',
  'llm.prompts',
  'llm.choices',
  'llm.completions',
  'llm.function_call',
  'llm.tools',
  'llm.invocation_parameters',
  'llm.prompt_template.template',
  'llm.prompt_template.variables',
  'message_content',
  'embedding.embeddings',
  'embedding.vector',
  'retrieval.documents',
  'reranker.input_documents',
  'reranker.output_documents',
  // Vercel's AI SDK before its GenAI spans.
  'ai.prompt',
  'ai.response.text',
  'ai.response.object',
  'ai.response.reasoning',
  'ai.response.toolCalls',
  'ai.response.files',
  'ai.result',
  'ai.toolCall.args',
  'ai.toolCall.result',
  'ai.value',
  'ai.values',
  'ai.embedding',
  'ai.embeddings',
  'ai.schema',
  // Langfuse, MLflow, Logfire and Pydantic AI, LangSmith.
  'langfuse.trace.input',
  'langfuse.trace.output',
  'langfuse.observation.input',
  'langfuse.observation.output',
  'mlflow.spanInputs',
  'mlflow.spanOutputs',
  'logfire.msg',
  'logfire.json_schema',
  'request_data',
  'response_data',
  'events',
  'all_messages_events',
  'pydantic_ai.all_messages',
  'final_result',
  'model_request_parameters',
  // Secrets, and what may quote content.
  'http.request.header',
  'http.response.header',
  'process.command_args',
  'process.command_line',
  'exception.stacktrace',
];

/** Names of a prompt rather than its text. */
const NAMES: ReadonlySet<string> = new Set([
  'gen_ai.prompt.name',
  'gen_ai.prompt.id',
  'gen_ai.prompt.version',
  'ai.prompt.name',
]);

/** What the last word of a key says where it holds a text. */
const LAST_WORDS: ReadonlySet<string> = new Set(
  `answer arg args argument arguments body choice choices chunk completion completions content contents conversation data
  description document documents embedding embeddings explanation function functions history image images input inputs instruction instructions
  json kwargs message messages msg output outputs parameters payload prompt prompts query question reasoning response responses result results
  schema snippet statement summary template text texts thinking tools transcript variables vector`.split(/\s+/),
);

const carriers: ReadonlySet<string> = new Set(CARRIERS);

export type Keeping = 'all' | 'no text' | 'nothing';

/** `keepingOf`, asked once for each key: a payload has few of them, many times. */
export function openKeeping(): (key: string) => Keeping {
  const known = new Map<string, Keeping>();
  return key => {
    let keeping = known.get(key);
    if (keeping === undefined) known.set(key, (keeping = keepingOf(key)));
    return keeping;
  };
}

/** What may be kept under a key. */
export function keepingOf(key: string): Keeping {
  if (NAMES.has(key)) return 'all';
  // An attribute of this name would change what the record of attributes is.
  if (key === '__proto__') return 'nothing';
  for (let end = key.length; end > 0; end = key.lastIndexOf('.', end - 1))
    if (carriers.has(key.slice(0, end))) return 'nothing';
  return LAST_WORDS.has(lastWord(key)) ? 'no text' : 'all';
}

/** Of `messages.0.toolArgs`: `args`. */
function lastWord(key: string): string {
  const words = key.match(/[A-Z]?[a-z]+|[A-Z]+/g);
  return (words?.at(-1) ?? '').toLowerCase();
}

/** Requests' addresses may have a key in their query: only what stands before it is kept. */
export function keptText(key: string, text: string): string {
  if (key !== 'url.full' && key !== 'http.url' && key !== 'http.target') return text;
  const end = text.search(/[?#]/);
  return end === -1 ? text : text.slice(0, end);
}
