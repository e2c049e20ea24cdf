import type {
  Attachment,
  CallKind,
  CallSite,
  InputTokens,
  Message,
  ModelCandidate,
  Part,
  Prompt,
  Tokens,
} from '../model.ts';
import type { CountTokens } from '../ports.ts';
import { billedRange, errorOf } from './errors.ts';
import { breakDown } from './breakdown.ts';
import { type Family, familyOf, tokenizerOf, whyInexact } from './families.ts';
import { flatImageTokens, imageTokens } from './images.ts';
import { whyUncounted } from './media.ts';
import { attachmentTokens, callTokens, endpointOf } from './openai.ts';
import { type CountText, countParts } from './parts.ts';
import { blur, exactly, open, round, sum } from './ranges.ts';
import { billedSchema, readFormat, readTools, toolText } from './schema.ts';

/** What counts the pieces of one prompt, by the rule of one model. */
interface Counter {
  parts: (parts: readonly Part[]) => Tokens;
  message: (message: Message) => Tokens;
  attachment: (attachment: Attachment) => Tokens;
  framing: (messages: readonly Message[]) => Tokens;
}

/** Tokens that a call sends, by the rule of its model. */
export function inputTokens(
  prompt: Prompt,
  kind: CallKind,
  model: ModelCandidate | null,
  count: CountTokens,
): InputTokens {
  const { messages, attachments } = prompt;
  if (messages.length + attachments.length === 0) return nothingKnown(prompt);
  const family = familyOf(model?.id ?? null, model?.provider, kind);
  const counter = counterOf(prompt, family, model, count);
  const isChat = kind === 'chat' || kind === 'agent';
  const framing = isChat ? counter.framing(messages) : exactly((family.bare ?? 0) * messages.length);
  const total = round(
    sum([...messages.map(counter.message), ...attachments.map(counter.attachment), ...prompt.open.map(open), framing]),
  );
  return {
    ...total,
    tokenizer: tokenizerOf(family),
    error: errorOf(family, prompt, total),
    billed: family.isExact && whyInexact(model, family) !== null ? null : billedRange(family, prompt, total),
    parts: breakDown(prompt, framing, counter.parts, counter.attachment),
  };
}

/** Tokens that a call gets back: decided by the model, bounded by the call. */
export function outputTokens({ maxOutput, kind }: Pick<CallSite, 'maxOutput' | 'kind'>): Tokens {
  if (kind === 'embedding' || kind === 'rerank') return exactly(0);
  const bounded = { min: 0, likely: null, why: ['the model decides how long it answers'] };
  return maxOutput.known
    ? { ...bounded, max: maxOutput.value, exactness: 'lower-bound' }
    : { ...bounded, max: null, exactness: 'unknown', why: [maxOutput.why] };
}

const nothingKnown = ({ open: why }: Prompt): InputTokens => ({
  min: 0,
  likely: null,
  max: null,
  exactness: 'unknown',
  why: why.length > 0 ? why : ['no prompt found'],
  tokenizer: null,
  error: null,
  billed: null,
  parts: [],
});

function counterOf(prompt: Prompt, family: Family, model: ModelCandidate | null, count: CountTokens): Counter {
  const inexact = whyInexact(model, family);
  const fitted = (tokens: Tokens): Tokens => (inexact === null ? tokens : sum([tokens, blur(inexact)]));
  const { call } = family.fit;
  const ofEncoding = remember(text => count(family.encoding, text));
  const countText = textCounter(family, ofEncoding);
  const parts = (of: readonly Part[]): Tokens =>
    fitted(countParts(of, countText, media => mediaTokens(media, model?.id ?? null)));
  const rule = family.openai?.[endpointOf(prompt)];
  const calls = (message: Message): Tokens => {
    if (!message.calls) return exactly(0);
    if (rule) return sum([callTokens(message, prompt.messages, rule, ofEncoding), blur(measured('tool calls are'))]);
    const texts = message.calls.map(one => countText(JSON.stringify({ name: one.name, input: one.arguments })));
    return fitted(exactly(texts.reduce((all, one) => all + one, call * texts.length)));
  };
  const known = (attachment: Attachment): Tokens => {
    const { kind } = attachment;
    const tokens = rule
      ? attachmentTokens(attachment, prompt, rule, ofEncoding)
      : fittedAttachment(attachment, family, ofEncoding);
    if (tokens === 0) return exactly(0);
    if (tokens !== undefined)
      return sum([
        exactly(tokens),
        blur(rule ? measured(kind === 'tools' ? 'tools are' : 'a schema is') : `${kind} are counted by a fitted rule`),
      ]);
    const json = attachment.json.known ? attachment.json.value : [];
    const format = kind === 'schema' ? readFormat(json[0])?.value : undefined;
    const shown = JSON.stringify(format ? billedSchema(format.schema) : json);
    return sum([exactly(ofEncoding(shown)), blur(`${kind} counted as JSON`)]);
  };
  // https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken
  const speaker = ({ name, role }: Message): Tokens =>
    exactly(name !== undefined && role !== 'tool' && family.openai ? 1 + ofEncoding(name) : 0);
  return {
    parts,
    message: message => sum([parts(message.parts), calls(message), speaker(message)]),
    attachment: attachment => {
      const hidden = hiddenIn(attachment);
      if (hidden) return hidden;
      const more = (attachment.open ?? []).map(why => open(`${attachment.kind} not all known: ${why}`));
      return sum([known(attachment), ...more]);
    },
    framing: messages =>
      fitted(sum([chatFraming(messages, family), exactly(prompt.thinking ? family.fit.thinking : 0)])),
  };
}

const measured = (what: string): string => `OpenAI does not say how ${what} billed: counted as billed requests show`;

/** What nobody can count: definitions that could not be read, and tools whose results the provider adds. */
function hiddenIn({ kind, json }: Attachment): Tokens | undefined {
  if (!json.known) return open(`${kind} not all known: ${json.why}`);
  const hosted = kind === 'tools' ? (readTools(json.value)?.value.hosted ?? []) : [];
  return hosted.length > 0 ? open(`what the tool \`${hosted.join('`, `')}\` adds is billed too`) : undefined;
}

function fittedAttachment(
  { kind, json, choice }: Attachment,
  family: Family,
  countText: CountText,
): number | undefined {
  if (!json.known) return undefined;
  const { tools, schema } = family.fit;
  if (json.value.length === 0) return 0;
  if (kind === 'schema') {
    const format = readFormat(json.value[0])?.value;
    return schema && format
      ? atLeastNone(schema.request + schema.factor * countText(JSON.stringify(format.schema)))
      : undefined;
  }
  const read = readTools(json.value)?.value.tools;
  if (!read || !tools) return undefined;
  const forced = choice === undefined ? 0 : tools.forced;
  return atLeastNone(
    tools.request + forced + tools.each * read.length + tools.factor * countText(toolText(read, tools.basis)),
  );
}

/** A rule that was fitted to few definitions may fall with their length: nobody is paid for sending more. */
const atLeastNone = (tokens: number): number => Math.max(0, tokens);

/** A message of calls, or of a result whose call is here, is framed with the calls. */
function chatFraming(messages: readonly Message[], { framing }: Family): Tokens {
  const areCalls = messages.some(({ calls }) => calls !== undefined);
  const ofMessages = messages.map(({ role, calls }) => {
    if (areCalls && (calls !== undefined || role === 'tool')) return 0;
    return framing[role === 'system' || role === 'assistant' ? role : 'user'];
  });
  const tokens = exactly(framing.request + ofMessages.reduce((all, ofMessage) => all + ofMessage, 0));
  const isLost = !areCalls && messages.some(({ role }) => role === 'tool');
  return isLost ? sum([tokens, blur('tool calls and results are counted as plain messages')]) : tokens;
}

function mediaTokens(part: Extract<Part, { kind: 'media' }>, model: string | null): Tokens {
  const { media, size, detail } = part;
  if (media !== 'image') return open(whyUncounted(media, model));
  if (model === null) return open('how an image is billed is for the model to decide, which is not known');
  const tokens = size ? imageTokens(model, size, detail) : flatImageTokens(model, detail);
  if (tokens === undefined)
    return open(size ? `no rule known for images of ${model}` : 'the size of an image is not known');
  return sum([exactly(tokens), blur('an image is counted by the rule of its model')]);
}

const countOf = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;

function textCounter({ fit: { factor, word, capital, line } }: Family, ofEncoding: CountText): CountText {
  if (word === 0) return factor === 1 ? ofEncoding : text => factor * ofEncoding(text);
  return text =>
    factor * ofEncoding(text) +
    word * countOf(/\w+/g, text) +
    capital * countOf(/\p{Lu}/gu, text) +
    line * countOf(/\n/g, text);
}

/** Parts are counted alone and joined; most texts are both. */
function remember(countText: CountText): CountText {
  const counts = new Map<string, number>();
  return text => {
    const count = counts.get(text) ?? countText(text);
    counts.set(text, count);
    return count;
  };
}
