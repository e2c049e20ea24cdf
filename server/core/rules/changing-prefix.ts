import { cacheMinimumOf } from '../../../pricing/facts/index.ts';
import type { AnalyzedCall, Message, Part, Prompt } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';
import { costed, onlyModel, savingOf } from './savings.ts';

export const changingPrefix: Rule = {
  id: 'changing-prefix',
  title: 'What changes with each call stands before what does not',
  severity: 'info',
  why: [
    'A provider’s cache finds a prompt by its beginning, byte for byte: one character that differs, and all behind it is paid for in full. A time of day, a random id at the head of a long prompt make each call the first of its kind.',
    'Put behind the fixed text, the same words cost a tenth to a half of the price from the second call on.',
    'It is told only of what surely differs from call to call (a clock read to the minute, a random number or id), and only where the fixed text behind it is long enough to be kept.',
  ],
  said: [
    {
      says: '“Cache hits are only possible for exact prefix matches within a prompt. […] place static content like instructions and examples at the beginning of your prompt, and put variable content […] at the end.”',
      source: 'https://developers.openai.com/api/docs/guides/prompt-caching.md',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where the model must read it first.',
  example: {
    language: 'python',
    before: 'instructions = f"It is {datetime.now()}.\\n\\n{MANUAL}"',
    after: 'instructions = f"{MANUAL}\\n\\nIt is {datetime.now()}."',
  },
  check: { of: 'call', find },
};

function find(call: AnalyzedCall, context: Context): Found[] {
  const asked = onlyModel(call);
  if (!asked?.price.known || call.through.length > 0) return [];
  const minimum = cacheMinimumOf(asked.price.value);
  const [first] = call.prompt.messages;
  const at = first?.parts.findIndex(part => part.kind !== 'text') ?? -1;
  const changing = first?.parts[at];
  if (!minimum || !first || changing?.kind !== 'hole' || !isChanging(changing, context)) return [];
  const fixed = fixedIn({
    ...call.prompt,
    messages: [{ ...first, parts: first.parts.slice(at + 1) }, ...call.prompt.messages.slice(1)],
  });
  const [moved] = costed({ ...call, prompt: fixed, cached: [{ prompt: fixed, keptFor: '5m' }] }, context);
  const [before] = costed({ ...call, prompt: fixedIn({ ...call.prompt, messages: [first] }) }, context);
  const cache = moved?.cache;
  if (!cache?.prices || cache.isKept !== true || !before || before.tokens.min >= minimum.tokens) return [];
  if (cache.how === 'marked' && !call.cached) return [];
  const [count, least] = [cache.prefix.min, minimum.tokens].map(one => one.toLocaleString('en-US'));
  const saving = savingOf(moved?.cost?.input, cache.prices.later.cost.input, 'after the first', cache.prefix.exactness);
  const isHere = changing.place.file === call.place.file;
  return [
    {
      message: `\`${changing.name}\` differs with each call and stands before about ${count} tokens that do not: ${asked.price.value.model} would keep these from ${least} on, if they came first.`,
      ...(isHere
        ? { place: changing.place }
        : { related: [{ place: changing.place, message: `\`${changing.name}\`` }] }),
      fix: {
        kind: 'disabled',
        title: `Move \`${changing.name}\` behind the fixed text`,
        saving,
        why: 'the model reads another text then: it is yours to word',
      },
    },
  ];
}

/** All that is fixed from the beginning on. */
function fixedIn({ messages, attachments }: Prompt): Prompt {
  const kept: Message[] = [];
  for (const message of messages) {
    const end = message.parts.findIndex(({ kind }) => kind !== 'text');
    const parts: Part[] = end < 0 ? message.parts : message.parts.slice(0, end);
    if (parts.length > 0) kept.push({ ...message, parts });
    if (end >= 0) break;
  }
  return { messages: kept, attachments, open: [] };
}

/** Whether the source says that it is another value each time: the name alone does not tell a day from a moment. */
function isChanging({ place, name }: Extract<Part, { kind: 'hole' }>, { project }: Context): boolean {
  const { start, end } = place.range;
  const lines =
    project
      .text(place.file)
      ?.split('\n')
      .slice(start.line, end.line + 1) ?? [];
  const last = lines.length - 1;
  const text = lines
    .map((line, i) => line.slice(i === 0 ? start.character : 0, i === last ? end.character : undefined))
    .join('\n');
  const written = text.includes('\n') ? name : text;
  return RANDOM.test(written) || (CLOCK.test(written) && !OF_DAY.test(written));
}

const RANDOM =
  /\buuid(?:\.uuid)?[147]?\(|\brandomUUID\(|\bnanoid\(|\bMath\.random\(|\brandom\.(?:random|randint|choice|uniform)\(|\bsecrets\.token/;
const CLOCK =
  /\bdatetime\.(?:datetime\.)?(?:utc)?now\(|\btime\.time\(|\btimezone\.now\(|\bDate\.now\(|\bnew Date\(\s*\)|\btime\.Now\(\)|\bInstant\.now\(|\bLocalDateTime\.now\(/;
/** Of a clock, only the day: the same for long enough. */
const OF_DAY =
  /\.date\(\)|\.(?:year|month|day)\b|toLocaleDateString|toDateString|getFullYear|\.(?:slice|substring|substr|split)\(|strftime\((?![^)]*%(?:[HIMSXcTfsp]|-I|-M))|:%(?![^}]*%?[HIMSXcT])[^}]*|\.format\(["'`][^"'`]*["'`]\)|\.Format\(/;
