import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { calcPrice, type MatchLogic, type Provider, waitForUpdate } from '@pydantic/genai-prices';
import { BUILT_IN, findEntry } from '../../pricing/catalogue.ts';
import { priceOf } from '../../pricing/index.ts';
import { toNumber } from '../../pricing/money.ts';
import type { Price } from '../../pricing/price.ts';

const DAYS = ['2025-01-15', '2026-04-01', '2027-02-01'];
const LENGTHS = [1000, 128_001, 200_000, 200_001, 272_000, 600_000];
const OUTPUT = 700;

describe('prices', () => {
  it('names the installed version of the catalogue', () => {
    const main = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
    const manifest = path.join(path.dirname(main), '..', 'package.json');
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string; version: string };
    assert.equal(BUILT_IN.source, `${name} ${version}`);
  });

  it('knows every provider of the catalogue', async () => {
    assert.deepEqual(
      BUILT_IN.providers.map(({ id }) => id),
      (await catalogue()).map(({ id }) => id).toSorted(),
    );
  });

  it("are of the model that the catalogue's library finds, for every name that it lists", async () => {
    let names = 0;
    for (const { id: provider, models } of await catalogue()) {
      for (const name of models.flatMap(({ id, match }) => [id, ...listedNames(match)])) {
        const theirs = calcPrice({}, name, { providerId: provider })?.model.id;
        assert.equal(findEntry(name, provider, '2026-11-21T00:00:00Z')?.model.id, theirs, `${provider} ${name}`);
        names += 1;
      }
    }
    assert.ok(names > 3000, `only ${names} names`);
  });

  it("are the catalogue's own, for every model, day and length", async () => {
    let compared = 0;
    for (const { model, provider } of await allModels()) {
      for (const day of DAYS) {
        for (const length of LENGTHS) compared += compare(model, provider, day, length) ? 1 : 0;
      }
    }
    assert.ok(compared > 20_000, `only ${compared} compared`);
  });

  it('are unknown with a reason, never 0, where the catalogue has none', async () => {
    for (const { model, provider } of await allModels()) {
      const price = priceOf(model, provider, '2026-11-21', 1000);
      if (!price.known) assert.match(price.why, /catalogue/);
      else if (price.value.inputPerMtok === 0n)
        assert.equal(price.value.tier, 'free of charge', `${provider} ${model}`);
    }
    assert.deepEqual(priceOf('gpt-4.1', 'github-copilot', '2026-11-21', 1), {
      known: false,
      why: 'the catalogue has no price per token for "gpt-4.1" at github-copilot',
    });
    assert.equal(priceOf('whisper-1', null, '2026-11-21', 1).known, false);
  });

  it('follow the day', () => {
    assert.deepEqual(inputAndSince('o3', '2025-06-09'), [10, null]);
    assert.deepEqual(inputAndSince('o3', '2025-06-10'), [2, '2025-06-10']);
  });

  it('follow the length of the prompt and say which tier it is', () => {
    const at = (length: number) => known(priceOf('gemini-2.5-pro', null, '2026-11-21', length));
    assert.deepEqual([toNumber(at(200_000).inputPerMtok), at(200_000).tier], [1.25, 'up to 200,000 tokens of input']);
    assert.deepEqual([toNumber(at(200_001).inputPerMtok), at(200_001).tier], [2.5, 'over 200,000 tokens of input']);
    assert.equal(known(priceOf('gpt-5.5', null, '2026-11-21', 1)).tier, 'under 272,000 tokens of input');
    assert.equal(known(priceOf('gpt-5.5', null, '2026-11-21', 272_000)).tier, 'from 272,000 tokens of input');
    assert.equal(known(priceOf('gpt-4.1', null, '2026-11-21', 1)).tier, null);
  });

  it('have no output where the catalogue has none', () => {
    assert.equal(known(priceOf('text-embedding-3-small', 'openai', '2026-11-21', 1)).outputPerMtok, null);
  });

  it('say what may come on top: peak hours, fees', () => {
    assert.match(
      known(priceOf('deepseek-chat', null, '2026-11-21', 1)).mayExceed ?? '',
      /at peak \$0\.27 in, \$1\.1 out/,
    );
    assert.match(known(priceOf('sonar', 'perplexity', '2026-11-21', 1)).mayExceed ?? '', /\$12 per 1,000 requests/);
  });
});

function listedNames(match: MatchLogic): string[] {
  if ('or' in match) return match.or.flatMap(listedNames);
  return 'equals' in match ? [match.equals] : [];
}

/** Whether there was a price to compare. */
function compare(model: string, provider: string, day: string, length: number): boolean {
  const ours = priceOf(model, provider, day, length);
  const timestamp = new Date(`${day}T12:00:00Z`);
  const theirs = calcPrice({ input_tokens: length, output_tokens: OUTPUT }, model, { providerId: provider, timestamp });
  assert.ok(theirs);
  if (!ours.known) return false;
  const { inputPerMtok, outputPerMtok, mayExceed } = ours.value;
  const input = (toNumber(inputPerMtok) * length) / 1e6;
  const output = ((outputPerMtok === null ? 0 : toNumber(outputPerMtok)) * OUTPUT) / 1e6;
  const label = `${provider} ${model} on ${day} with ${length}`;
  if (mayExceed === null) assert.ok(isSame(input, theirs.input_price) && isSame(output, theirs.output_price), label);
  else assert.ok(input <= theirs.input_price + 1e-12 && output <= theirs.output_price + 1e-12, label);
  return true;
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Every model by its own id, where the catalogue takes that for a spelling of it. */
async function allModels(): Promise<{ model: string; provider: string }[]> {
  const all = (await catalogue()).flatMap(({ id: provider, models }) =>
    models.map(({ id: model }) => ({ model, provider })),
  );
  return all.filter(({ model, provider }) => calcPrice({}, model, { providerId: provider })?.model.id === model);
}

const catalogue = async (): Promise<Provider[]> => (await waitForUpdate()) ?? [];

function known(price: ReturnType<typeof priceOf>): Price {
  assert.ok(price.known);
  return price.value;
}

function inputAndSince(model: string, day: string): [number, string | null] {
  const { inputPerMtok, since } = known(priceOf(model, null, day, 1));
  return [toNumber(inputPerMtok), since];
}
