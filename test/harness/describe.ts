import { type Money, toNumber } from '../../pricing/money.ts';
import { analyze } from '../../server/core/index.ts';
import type { AnalyzedCall, Cost, Part, Prompt, Tokens } from '../../server/core/model.ts';
import type { Meter, Project } from '../../server/core/ports.ts';
import { ownWords } from '../../server/report/own-words.ts';
import { standalone } from '../../server/core/prompts.ts';
import { readTemplate, templateOf } from '../../server/core/templates/index.ts';

/** A call in the words of the cases. `call:` is stated of every call; the others where a case is about them. */
export function describeCall(
  call: AnalyzedCall,
): Record<'call' | 'prompt' | 'model' | 'cost' | 'cache' | 'own' | 'why' | 'tools', string> {
  return {
    call: [
      `${call.sdk} ${call.operation}`,
      modelOf(call),
      tokensOf(call.cost.input),
      outputOf(call),
      ...repeatsOf(call),
      ...(call.through.length > 0 ? [`through ${call.through.map(via => via.name).join(' › ')}`] : []),
    ].join(' · '),
    prompt: promptOf(call.prompt),
    model: [
      ...call.model.candidates.map(c => `${c.provider ?? '?'}/${c.id} (${c.note})`),
      ...(call.model.unknown === null ? [] : [call.model.unknown]),
    ].join(' | '),
    cost: costOf(call),
    cache: cacheOf(call),
    own: ownWords(call.cost).join(' | '),
    why: call.cost.why.join(' | '),
    tools: call.prompt.attachments
      .map(({ kind, json, open = [] }) =>
        [`${kind} ${json.known ? json.value.map(one => JSON.stringify(one)).join(', ') : json.why}`, ...open].join(
          ' + ',
        ),
      )
      .join(' | '),
  };
}

const modelOf = ({ model }: AnalyzedCall): string =>
  [...model.candidates.map(candidate => candidate.id), ...(model.unknown === null ? [] : ['?'])].join(' or ');

function tokensOf({ min, max, exactness }: Tokens): string {
  if (exactness === 'unknown') return '? tok';
  const mark = { exact: '', approximate: '~', 'lower-bound': '≥' }[exactness];
  return max === null || max === min ? `${mark}${min} tok` : `${mark}${min}–${max} tok`;
}

const outputOf = (call: AnalyzedCall): string =>
  call.kind === 'embedding' || call.kind === 'rerank'
    ? 'no output'
    : call.maxOutput.known
      ? `≤${call.maxOutput.value} out`
      : '? out';

const repeatsOf = (call: AnalyzedCall): string[] =>
  call.repeats.map(({ kind, count, over }) =>
    kind !== 'each' && count.known
      ? `× ≤${count.value} ${kind}`
      : kind === 'attempts'
        ? `× attempts`
        : `× ${count.known ? count.value : over}`,
  );

function costOf({ cost }: AnalyzedCall): string {
  if (!cost.perCall) return 'unknown';
  const { low, high, exactness } = cost.perCall.total;
  const money = (value: Money): string => `$${Number(toNumber(value).toPrecision(4))}`;
  return `${exactness} ${money(low)}${high === null ? ' or more' : high === low ? '' : `–${money(high)}`}`;
}

/** What is kept of the prompt, whether it is, and what the first call and the next ones take at the least. */
function cacheOf({ cost }: AnalyzedCall): string {
  const told = cost.models.flatMap(({ cache }) => {
    if (!cache) return [];
    const { how, prefix, isKept, keptFor, prices } = cache;
    const least = (priced: { cost: Cost } | null): string =>
      priced ? `$${Number(toNumber(priced.cost.total.low).toPrecision(4))}` : '?';
    return [
      `${how} ${tokensOf({ ...prefix, likely: null, why: [] })}`,
      ...(keptFor ? [keptFor] : []),
      isKept === null ? 'may be kept' : isKept ? 'kept' : 'too short',
      ...(prices ? [`first ${least(prices.first)}, then ${least(prices.later)}`] : []),
    ].join(' · ');
  });
  return told.join(' | ') || 'none';
}

function promptOf({ messages, open }: Prompt): string {
  const shown = messages.map(({ role, parts, calls = [] }) =>
    [`${role} ${parts.map(partOf).join('')}`, ...calls.map(call => `→${call.name}(${call.arguments})`)].join(' '),
  );
  return [...shown, ...open.map(why => `+ ${why}`)].join(' | ');
}

function partOf(part: Part): string {
  switch (part.kind) {
    case 'text':
      return JSON.stringify(part.text).slice(1, -1);
    case 'hole':
      return `{${part.name}}`;
    case 'choice':
      return `(${part.options.map(option => option.map(partOf).join('')).join('|')})`;
    case 'repeat':
      return `[${part.parts.map(partOf).join('')}]×${part.count.known ? part.count.value : part.over}`;
    case 'media':
      return `<${part.media}${part.size ? ` ${part.size.width}×${part.size.height}` : ''}${part.detail ? ` ${part.detail}` : ''}>`;
  }
}

/** A prompt file, or the prompts that code defines beside its calls. Nothing is said of a file that is neither. */
export function describeFile(file: string, project: Project, meter: Meter): string[] {
  const { calls, prompts } = analyze(file, project, meter);
  const template = templateOf(file);
  const texts = template ? readTemplate(template, file, project).filter(({ model }) => model === null) : [];
  const sites = template ? calls : [];
  return [
    ...sites.flatMap(call => {
      const { call: head, prompt } = describeCall(call);
      const { tier, place } = call;
      return [
        `${place.range.start.line + 1}: ${head}${tier === 'production' ? '' : ` · ${tier}`}`,
        ...prompt.split(' | '),
      ];
    }),
    ...standalone(prompts).flatMap(({ name, place, format, tier, sent, tokens }, at) => {
      const head = [
        `${format} ${name}`,
        tokensOf(tokens),
        ...(tier === 'production' ? [] : [tier]),
        ...(sent ? [sent] : []),
      ];
      const text = texts[at];
      return [
        `${place.range.start.line + 1}: ${head.join(' · ')}`,
        ...(text ? promptOf(text.prompt).split(' | ') : []),
      ];
    }),
  ];
}
