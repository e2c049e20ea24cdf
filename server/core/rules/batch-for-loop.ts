import { SERVICE_FACTORS } from '../../../pricing/facts/service-tiers.ts';
import type { AnalyzedCall, Repetition } from '../model.ts';
import { leavesOf } from './parts.ts';
import type { Context, Found, Rule } from './rule.ts';
import { costed, onlyModel, savingOf } from './savings.ts';
import { argumentIn, type CallSource, functionAround, sourceOf } from './source.ts';

export const batchForLoop: Rule = {
  id: 'batch-for-loop',
  title: 'A script that could ask in a batch',
  severity: 'info',
  why: [
    'Providers take half the price for requests that are handed in together and may take up to a day. A script or notebook that goes through a list and waits for nobody can do with that.',
    'It is told only where a file is a program of its own (a notebook, one that is run by its name), serves no requests, and the calls do not build on each other.',
  ],
  said: [
    {
      says: 'A batch costs half; most are done within an hour, all within 24.',
      source: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing.md',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where somebody waits for the output.',
  example: {
    language: 'python',
    before: 'for review in reviews:\n    client.chat.completions.create(model="gpt-4o", messages=[user(review)])',
    after: 'client.batches.create(input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h")',
  },
  check: { of: 'call', find },
};

/** So many are worth the trouble. */
const FEWEST = 20;

function find(call: AnalyzedCall, context: Context): Found[] {
  const asked = onlyModel(call);
  const loop = call.repeats.findLast(one => isOverData(one));
  if (!asked?.price.known || !loop || !OFFERED.has(call.kind)) return [];
  const { provider } = asked.price.value;
  const factor = SERVICE_FACTORS.find(row => row.provider === provider && row.service === 'batch');
  const isStandard = call.service.known && call.service.value === 'standard';
  if (!factor || factor.high >= 1 || !isStandard || !isOffline(call, context) || isWaitedFor(call, context)) return [];
  const batch = { known: true, value: 'batch' } as const;
  const [then] = costed({ ...call, service: batch }, context);
  return [
    {
      message: `One request for each of \`${loop.over}\`, and nobody waits: ${provider} takes ${percent(factor.high)} of the price for a batch.`,
      related: [{ place: loop.place, message: `the loop over \`${loop.over}\`` }],
      fix: {
        kind: 'disabled',
        title: 'Ask in a batch',
        saving: savingOf(asked.cost?.total, then?.cost?.total, 'in a batch'),
        why: 'answers come within a day, and the code that waits for them is another',
      },
    },
  ];
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

const OFFERED: ReadonlySet<AnalyzedCall['kind']> = new Set(['chat', 'completion', 'embedding']);

const isOverData = ({ kind, over, count }: Repetition): boolean =>
  kind === 'each' && over !== 'while' && !(count.known && count.value < FEWEST);

/** A program of its own that goes through data, and serves nobody. */
function isOffline({ place: { file } }: AnalyzedCall, { project }: Context): boolean {
  const text = project.text(file) ?? '';
  return (file.endsWith('.ipynb') || PROGRAM.test(text)) && OF_DATA.test(text) && !SERVING.test(text);
}

const PROGRAM = /^if __name__ == ["']__main__["']|^#!.*\b(?:python|node|tsx|bun|deno)\b|\bprocess\.argv\b/m;
/** A long list, out of a file of data, or with a bar that tells how far it is. */
const OF_DATA =
  /\btqdm\b|\.(?:iterrows|itertuples)\(|\b(?:read_csv|read_json|read_parquet|load_dataset|DictReader)\(|\.jsonl\b|\bcsv-parse\b/;
const SERVING =
  /\b(?:fastapi|flask|django|starlette|aiohttp\.web|sanic|tornado|streamlit|gradio|chainlit|discord|slack_bolt|telegram|websockets?|express|fastify|hono|koa|next\/server|lambda_handler)\b|\binput\(/i;

/** The answer goes on to whoever sits there, or into the next request. */
function isWaitedFor(call: AnalyzedCall, { project }: Context): boolean {
  const { prompt, place } = call;
  if (prompt.open.length > 0 || prompt.attachments.some(({ kind }) => kind === 'tools')) return true;
  const source = sourceOf(call, project);
  if (source && (argumentIn(source, 'stream') || isGrowing(source))) return true;
  const lines = project.text(place.file)?.split('\n') ?? [];
  const answer = /^\W*(?:const |let |var )?(\w+)\s*=(?!=)/.exec(lines[place.range.start.line] ?? '')?.[1];
  return answer !== undefined && leavesOf(prompt).some(part => part.kind === 'hole' && rootOf(part.name) === answer);
}

/** A list of messages that each round adds to. */
function isGrowing(source: CallSource): boolean {
  const text = functionAround(source);
  return (source.named ?? []).some(
    ({ value }) =>
      value.kind === 'name' &&
      new RegExp(String.raw`\b${value.name}(?:\.(?:append|extend|insert|push|unshift)\(|\s*\+=)`).test(text),
  );
}

const rootOf = (name: string): string => /^\w+/.exec(name)?.[0] ?? name;
