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
import { breakDown } from './breakdown.ts';
import { type Family, familyOf, tokenizerOf, whyInexact } from './families.ts';
import { type CountText, countParts } from './parts.ts';
import { blur, exactly, open, round, sum, times } from './ranges.ts';

/** Tokens that a call sends, by the rule of its model. */
export function inputTokens(
  prompt: Prompt,
  kind: CallKind,
  model: ModelCandidate | null,
  count: CountTokens,
): InputTokens {
  const { messages, attachments } = prompt;
  if (messages.length + attachments.length === 0) return nothingKnown(prompt);
  const family = familyOf(model?.id ?? null);
  const inexact = whyInexact(model?.id ?? null, family);
  const fitted = (tokens: Tokens): Tokens => (inexact === null ? tokens : sum([tokens, blur(inexact)]));
  const countText = remember(text => count(family.encoding, text));
  const ofParts = (parts: readonly Part[]): Tokens => fitted(times(countParts(parts, countText), family.factor));
  const ofAttachment = (attachment: Attachment): Tokens => attachmentTokens(attachment, family, countText);
  const framing = kind === 'chat' || kind === 'agent' ? fitted(chatFraming(messages, family)) : exactly(0);
  const total = sum([
    ...messages.map(message => ofParts(message.parts)),
    ...attachments.map(ofAttachment),
    ...prompt.open.map(open),
    framing,
  ]);
  return {
    ...round(total),
    tokenizer: tokenizerOf(family),
    error: errorOf(attachments, family),
    parts: breakDown(prompt, framing, ofParts, ofAttachment),
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
  parts: [],
});

function chatFraming(messages: readonly Message[], { framing }: Family): Tokens {
  const ofMessages = messages.map(({ role }) => framing[role === 'system' || role === 'assistant' ? role : 'user']);
  const tokens = exactly(framing.request + ofMessages.reduce((all, ofMessage) => all + ofMessage, 0));
  const hasToolTurn = messages.some(message => message.role === 'tool');
  return hasToolTurn ? sum([tokens, blur('tool calls and results are counted as plain messages')]) : tokens;
}

function attachmentTokens({ kind, json }: Attachment, family: Family, countText: CountText): Tokens {
  if (!json.known) return open(`${kind} not all known: ${json.why}`);
  if (json.value.length === 0) return exactly(0);
  const { request, each, factor, error } = family[kind];
  const tokens = request + each * json.value.length + factor * countText(JSON.stringify(json.value));
  return sum([exactly(tokens), blur(`${kind} counted as JSON, ${error}`)]);
}

function errorOf(attachments: readonly Attachment[], family: Family): string | null {
  const sent = attachments.filter(({ json }) => !json.known || json.value.length > 0);
  const errors = sent.map(({ kind }) => `with ${kind}: ${family[kind].error}`);
  return [family.error ?? [], errors].flat().join('; ') || null;
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
