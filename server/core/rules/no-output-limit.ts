import { thinksFirst } from '../../../pricing/facts/index.ts';
import { NO_OUTPUT_LIMIT } from '../calls/direct.ts';
import { looseName } from '../calls/found.ts';
import { languageOf } from '../languages/index.ts';
import type { AnalyzedCall, Fix, ModelCost } from '../model.ts';
import { nameIn, operationOf } from './operations.ts';
import type { Context, Found, Rule } from './rule.ts';
import { onlyModel } from './savings.ts';
import { adding, sourceOf } from './source.ts';

export const noOutputLimit: Rule = {
  id: 'no-output-limit',
  title: 'No limit on the output',
  severity: 'info',
  why: [
    'Output is the dear half of a call: four to eight times the price of input with most models. Without a limit the model alone decides where it ends, and an answer that runs away is paid for to its last token.',
    'The limit is a ceiling, not a target: it costs nothing, and it makes the call’s price one with an upper bound.',
    'Nothing is told of models that think before they answer, or of those whose own limit no page tells. What they think counts against the same limit: under a small one the answer comes back empty, and is paid for. Neither is anything told where a schema gives the answer its form.',
  ],
  said: [
    {
      says: '`max_tokens` is deprecated for chat completions, in favour of `max_completion_tokens`, which counts what a model thinks, too.',
      source: 'https://platform.openai.com/docs/api-reference/chat/create',
      asOf: '2026-11-21',
    },
    {
      says: 'Where the limit is reached while the model thinks, there may be no visible answer, and it is charged all the same.',
      source: 'https://community.openai.com/t/limiting-maximum-number-of-reasoning-tokens/1285430/2',
      asOf: '2026-11-21',
    },
  ],
  ignore:
    'Where answers must never be cut off, whatever they cost: the model’s own limit is then the right one. It can be written down, so that the bound is known.',
  example: {
    language: 'python',
    before: 'client.chat.completions.create(model="gpt-4o", messages=messages)',
    after: 'client.chat.completions.create(model="gpt-4o", messages=messages, max_completion_tokens=800)',
  },
  check: { of: 'call', find },
};

/** SDKs that send the arguments on as they are; others set a limit of their own where none is given. */
const DIRECT: ReadonlySet<string> = new Set([
  'openai',
  'ai-sdk',
  'google-genai',
  'google-generativeai',
  'litellm',
  'http',
]);

function find(call: AnalyzedCall, context: Context): Found[] {
  const { maxOutput, through, kind, prompt } = call;
  const isOpen = !maxOutput.known && maxOutput.why === NO_OUTPUT_LIMIT && through.length === 0;
  const asked = onlyModel(call);
  if (!isOpen || !ANSWERING.has(kind) || !DIRECT.has(call.sdk) || !asked?.price.known || !asked.limit) return [];
  if (prompt.thinking || thinksFirst(asked.price.value) || THINKING.test(asked.model.id)) return [];
  // Claude's own server takes no request without a limit.
  if (/claude/.test(asked.price.value.model) || prompt.attachments.some(one => one.kind === 'schema')) return [];
  const argument = argumentFor(call, asked);
  if (argument === undefined) return [];
  const tokens = asked.limit.tokens.toLocaleString('en-US');
  const name = nameIn(argument);
  const message = `No limit on the output: an answer may have all the ${tokens} tokens that ${asked.model.id} can give. \`${name}\` sets one.`;
  return [{ message, fix: fixOf(call, argument, asked.limit.tokens, context) }];
}

const ANSWERING: ReadonlySet<AnalyzedCall['kind']> = new Set(['chat', 'completion']);

/** Gemini 2.5 thinks unless it is told not to: https://ai.google.dev/gemini-api/docs/thinking */
const THINKING = /gemini-2\.5|think|reason|image/;

/** The argument that limits the output, in the words of the call's language and server. */
function argumentFor(call: AnalyzedCall, { model }: ModelCost): string | undefined {
  const all = operationOf(call)?.maxOutput ?? [];
  const [first] = all;
  // Where the client may set it, one that is made elsewhere may have.
  if (first === undefined || all.some(locator => locator.includes(':'))) return undefined;
  // Servers that took OpenAI's form over know the older name.
  if (first === 'max_completion_tokens' && !NEW_NAME.has(model.provider ?? '')) return 'max_tokens';
  const isCamel = languageOf(call.place.file)?.id === 'typescript';
  return all.find(one => looseName(one) === looseName(first) && nameIn(one).includes('_') !== isCamel) ?? first;
}

const NEW_NAME: ReadonlySet<string> = new Set(['openai', 'azure']);

/** The model's own limit, written down: what is less is for the reader to say. */
function fixOf(call: AnalyzedCall, argument: string, limit: number, { project }: Context): Fix | null {
  const source = /^\w+$/.test(argument) ? sourceOf(call, project) : undefined;
  if (!source) return null;
  const name = call.sdk === 'ai-sdk' && AI_SDK_4.test(project.text('package.json') ?? '') ? 'maxTokens' : argument;
  const edits = adding(source, name, String(limit));
  const title = `Set ${name} to the model's own limit, ${limit.toLocaleString('en-US')}`;
  return edits ? { kind: 'edit', title, saving: null, edits, isSafe: false } : null;
}

const AI_SDK_4 = /"ai":\s*"[\^~]?[34]\./;
