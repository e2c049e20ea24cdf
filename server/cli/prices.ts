import { BUILT_IN, catalogue } from '../../pricing/catalogue.ts';
import { changesBetween } from '../../pricing/changes.ts';
import { knownModel, listedModels } from '../../pricing/known.ts';
import { modelsJson, writeChanges, writeGpus, writeModel, writeModels } from '../report/prices.ts';
import { dataFolder, fetchCatalogue, restoreCatalogue, storeCatalogue } from '../workspace/catalogue.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';
import { widthOfOutput } from './output.ts';

const SEE_HELP = 'See prompt-cost prices --help.';

export const prices: Command = {
  summary: 'what models cost, since when, and where that is said',
  help: `What models cost, since when, and where that is said.

  prompt-cost prices                            the models of all vendors
  prompt-cost prices --provider groq            of one provider
  prompt-cost prices gpt-4o                     all that is known of a model, in any spelling
  prompt-cost prices claude-sonnet-4-5 --provider aws --on 2025-12-01
  prompt-cost prices --gpus                     list prices of GPUs, for models of your own
  prompt-cost prices update --from prices.json  newer prices in genai-prices' shape, from a file
  prompt-cost prices update --from https://…    or from an address: asked now, never by itself
  prompt-cost prices update --restore           the prices before

What is not known is said to be not known: no unit of a price is ever taken for nothing.
Your own catalogue lies in ${dataFolder()}.

Options
  --provider P  who serves the model: openai, aws, azure, google, groq, …
  --on DATE     prices of that day (default: today)
  --json        write JSON
  --gpus        list GPUs by the hour
  --from WHERE  with update: a file or an address
  --restore     with update: put the catalogue before back
  -h, --help    this text
`,
  options: {
    json: { type: 'boolean' },
    provider: { type: 'string' },
    on: { type: 'string' },
    gpus: { type: 'boolean' },
    from: { type: 'string' },
    restore: { type: 'boolean' },
  },
  run,
};

const today = (): string => new Date().toISOString().slice(0, 10);

async function run({ values, paths: [what, ...others] }: Arguments): Promise<ExitCode> {
  const on = stringOf(values['on']) ?? today();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(Date.parse(on)))
    return refuse(`no date: ${on}`, 'Write it as 2026-11-21.');
  if (others.length > 0) return refuse(`one model at a time: ${[what, ...others].join(' ')}`, SEE_HELP);
  if (what === 'update') return update(values);
  if (values['from'] !== undefined || values['restore'] !== undefined)
    return refuse('--from and --restore belong to update', 'prompt-cost prices update --from prices.json');
  if (values['gpus'] === true) return print(writeGpus(widthOfOutput()));
  const provider = stringOf(values['provider']) ?? null;
  return what === undefined ? list(provider, on, values) : tell(what, provider, on, values);
}

function list(provider: string | null, on: string, values: Arguments['values']): ExitCode {
  const models = listedModels(provider, on);
  if (models.length === 0)
    return refuse(
      `no prices per token of "${provider}" in the catalogue`,
      `Known: ${catalogue()
        .providers.map(({ id }) => id)
        .join(', ')}.`,
    );
  if (values['json'] === true) return print(modelsJson(models));
  return print(writeModels(models, { width: widthOfOutput(), on, catalogue: catalogue() }));
}

function tell(spelling: string, provider: string | null, on: string, values: Arguments['values']): ExitCode {
  const known = knownModel(spelling, provider, on);
  if (!known.known) return refuse(known.why, 'prompt-cost prices lists the models; --provider says who serves one.');
  return print(values['json'] === true ? modelsJson([known.value]) : writeModel(known.value, widthOfOutput()));
}

async function update(values: Arguments['values']): Promise<ExitCode> {
  const before = catalogue();
  if (values['restore'] === true) {
    const restored = restoreCatalogue();
    if (!restored) return refuse('nothing to restore: the built-in prices are in use', SEE_HELP);
    return print(`${restored.source}, published ${restored.asOf}, is in use again.\n${changes(before, restored)}`);
  }
  const from = stringOf(values['from']);
  if (from === undefined) return refuse('update from where?', `prompt-cost prices update --from prices.json`);
  const fetched = await fetchCatalogue(from, today());
  if (!fetched.ok) return refuse(fetched.why, 'Nothing is changed.');
  const file = storeCatalogue(fetched.value);
  const old = before === BUILT_IN ? 'the built-in ones' : 'the ones before';
  return print(
    `${changes(before, fetched.value)}\nPrices are of ${fetched.value.asOf} now, in ${file}.\n` +
      `prompt-cost prices update --restore brings ${old} back.\n`,
  );
}

const changes = (before: typeof BUILT_IN, after: typeof BUILT_IN): string =>
  writeChanges(changesBetween(before, after, today()), widthOfOutput());

function print(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}
