import { cacheMinimumOf } from '../../../pricing/facts/index.ts';
import type { Expr } from '../languages/facts.ts';
import type { AnalyzedCall, Fix, Message, Prompt, Saving } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';
import { costed, onlyModel, savingOf } from './savings.ts';
import { argumentIn, type CallSource, quoteOf, replacing, sourceOf, textAt } from './source.ts';

export const uncachedPrefix: Rule = {
  id: 'uncached-prefix',
  title: 'A long fixed beginning that nothing marks for the cache',
  severity: 'info',
  why: [
    'Some providers keep the beginning of a prompt only where the request marks it (`cache_control` at Anthropic, `cachePoint` at Bedrock). What is kept costs a tenth of the input’s price when the next request begins alike.',
    'Writing it costs a quarter more than plain input (twice as much for an hour’s keeping): from the second call within five minutes on, it is cheaper.',
  ],
  said: [
    {
      says: 'A prompt is kept for five minutes from its last use, in the order tools, system, messages; it must have a minimum of tokens, which depends on the model.',
      source: 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where the call is seldom made: with more than five minutes between two calls, marks only cost.',
  example: {
    language: 'python',
    before: 'client.messages.create(model="claude-sonnet-4-5", system=MANUAL, messages=messages, max_tokens=500)',
    after: [
      'client.messages.create(',
      '    model="claude-sonnet-4-5",',
      '    system=[{"type": "text", "text": MANUAL, "cache_control": {"type": "ephemeral"}}],',
      '    messages=messages,',
      '    max_tokens=500,',
      ')',
    ].join('\n'),
  },
  check: { of: 'call', find },
};

/** SDKs whose marks are found wherever they are written. */
const MARKING: ReadonlySet<string> = new Set(['anthropic', 'bedrock', 'http']);

function find(call: AnalyzedCall, context: Context): Found[] {
  const asked = onlyModel(call);
  const prefix = fixedSystem(call.prompt);
  if (!asked?.price.known || !prefix || call.cached || call.through.length > 0 || !MARKING.has(call.sdk)) return [];
  const minimum = cacheMinimumOf(asked.price.value);
  if (!minimum || minimum.isAutomatic || asked.price.value.cacheWritePerMtok === null) return [];
  const [then] = costed({ ...call, cached: [{ prompt: prefix, keptFor: '5m' }] }, context);
  const cache = then?.cache;
  if (!cache?.prices || cache.isKept !== true) return [];
  const saving = savingOf(asked.cost?.input, cache.prices.later.cost.input, 'after the first', cache.prefix.exactness);
  if (!saving || saving.perCall < 0n) return [];
  const [count, least] = [cache.prefix.min, minimum.tokens].map(one => one.toLocaleString('en-US'));
  const message = `${cache.prefix.exactness === 'exact' ? 'The first' : 'About the first'} ${count} tokens are the same in each call, and nothing marks them for the cache: ${asked.price.value.model} keeps prompts from ${least} tokens on.`;
  return [{ message, fix: fixOf(call, saving, context) }];
}

/** The tools and the system prompt, if all of both is fixed. */
function fixedSystem({ messages, attachments }: Prompt): Prompt | undefined {
  const system = messages.filter(({ role }) => role === 'system');
  const tools = attachments.filter(({ kind }) => kind === 'tools');
  const isFixed = ({ parts }: Message): boolean => parts.length > 0 && parts.every(({ kind }) => kind === 'text');
  const areKnown = tools.every(({ json, open = [] }) => json.known && open.length === 0);
  const isFirst = system.every((message, at) => messages[at] === message);
  return system.length > 0 && system.every(isFixed) && areKnown && isFirst
    ? { messages: system, attachments: tools, open: [] }
    : undefined;
}

function fixOf(call: AnalyzedCall, saving: Saving, { project }: Context): Fix | null {
  const title = call.sdk === 'bedrock' ? 'Add a cachePoint' : 'Use cache_control';
  const source = sourceOf(call, project);
  const system = source && argumentIn(source, 'system');
  const edit = system && (call.sdk === 'bedrock' ? pointed(source, system) : marked(call, source, system));
  if (edit) return { kind: 'edit', title, saving, edits: [edit], isSafe: true };
  return {
    kind: 'disabled',
    title,
    saving,
    why: 'the system prompt is put together elsewhere: mark its last block there',
  };
}

/** A text as a block of its own, which can have a mark. */
function marked({ prompt }: AnalyzedCall, source: CallSource, system: Expr): ReturnType<typeof replacing> | undefined {
  const texts = prompt.messages.find(({ role }) => role === 'system')?.parts ?? [];
  // A name may stand for a list of blocks; of a text, each part knows the name.
  const isNamed = system.kind === 'name' && texts.every(part => part.kind === 'text' && part.name === system.name);
  if (system.kind !== 'text' && system.kind !== 'sum' && !isNamed) return undefined;
  const quote = quoteOf(source);
  const text = textAt(source, system.span);
  if (source.language === 'python') {
    const key = (name: string): string => `${quote}${name}${quote}`;
    const mark = `{${key('type')}: ${key('ephemeral')}}`;
    const block = `[{${key('type')}: ${key('text')}, ${key('text')}: ${text}, ${key('cache_control')}: ${mark}}]`;
    return replacing(source, system.span, block);
  }
  const mark = `{ type: ${quote}ephemeral${quote} }`;
  const block = `[{ type: ${quote}text${quote}, text: ${text}, cache_control: ${mark} }]`;
  const isShort =
    system.kind === 'name' &&
    !/["']?system["']?\s*:\s*$/.test(source.text.slice(Math.max(0, system.span[0] - 40), system.span[0]));
  return replacing(source, system.span, isShort ? `system: ${block}` : block);
}

/** A point behind the last block. */
function pointed(source: CallSource, system: Expr): ReturnType<typeof replacing> | undefined {
  const last = system.kind === 'list' ? system.items.at(-1) : undefined;
  if (!last || last.spread) return undefined;
  const quote = quoteOf(source);
  const point =
    source.language === 'python'
      ? `{${quote}cachePoint${quote}: {${quote}type${quote}: ${quote}default${quote}}}`
      : `{ cachePoint: { type: ${quote}default${quote} } }`;
  const end = last.value.span[1];
  return replacing(source, [end, end], `, ${point}`);
}
