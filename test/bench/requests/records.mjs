// The recorded requests, counted by what ships.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { FAMILIES, familyOf } from '../../../server/core/tokens/families.ts';
import { inputTokens } from '../../../server/core/tokens/index.ts';
import { createMeterCounter } from '../../../server/workspace/assets.ts';
import { readRequest } from './read.mjs';

export const count = createMeterCounter(fileURLToPath(new URL('../../../dist/', import.meta.url)));

const PROVIDERS = { bedrock: 'aws', 'azure-openai': 'azure', gemini: 'google', vertex: 'google-vertex' };

/**
 * Every request that a reading of its body can count, with what was billed; `folder` holds `tokenizer.jsonl.gz`, `more` is a
 * file that `cassettes.mjs` wrote.
 */
export function readRecords(folder, more) {
  const texts = [gunzipSync(readFileSync(`${folder}/tokenizer.jsonl.gz`)), ...(more ? [readFileSync(more)] : [])];
  const lines = texts.flatMap(text => text.toString('utf8').split('\n')).filter(Boolean);
  return lines.flatMap(line => {
    const record = JSON.parse(line);
    const read = readRequest(record);
    if (!read) return [];
    const id = modelOf(record);
    const provider = PROVIDERS[record.provider] ?? record.provider;
    const family = familyOf(id, provider);
    return [
      {
        ...read,
        id: record.id,
        model: id,
        provider,
        host: record.provider,
        family,
        billed: record.input_tokens,
        repositories: record.repos,
      },
    ];
  });
}

/** A deployment's name says nothing of its model. */
function modelOf({ model_requested: asked, model_responded: served }) {
  const isKnown = asked && FAMILIES.some(({ models }) => models.test(asked));
  return (isKnown ? asked : (served ?? asked)) ?? '';
}

export const countRecord = ({ prompt, kind, model, provider }) =>
  inputTokens(prompt, kind, { id: model, provider, origin: 'literal', note: '', variable: null, place: null }, count);

export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
};

export const sharesRepository = (a, b) => a.repositories.some(repository => b.repositories.includes(repository));
