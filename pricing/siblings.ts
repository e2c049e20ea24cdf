import type { ModelInfo } from '@pydantic/genai-prices';
import { providerOf } from './catalogue.ts';
import { priceOf } from './index.ts';
import type { Price } from './price.ts';

/** Enough to choose from in a hover. */
const MOST = 6;

/**
 * The other sizes of a model's family at the same provider, cheapest first: the mini and the nano of its generation, or
 * the haiku and the opus. Families are read from the ids themselves, so a new generation needs no change here.
 */
export function siblings(modelId: string, provider: string | null, onIsoDate: string): Price[] {
  const price = priceOf(modelId, provider, onIsoDate, 0);
  if (!price.known) return [];
  const self = parseId(price.value.model);
  const relatives = modelsOf(price.value.provider)
    .filter(model => !model.deprecated && !FINE_TUNED.test(model.id))
    .map(model => parseId(model.id))
    .filter(other => other.brand === self.brand && other.line !== self.line);
  return pickOnePerLine(self, relatives)
    .map(({ id }) => priceOf(id, price.value.provider, onIsoDate, 0))
    .flatMap(sibling => (sibling.known && sibling.value.inputPerMtok > 0n ? [sibling.value] : []))
    .toSorted((a, b) => Number(a.inputPerMtok - b.inputPerMtok))
    .slice(0, MOST);
}

const FINE_TUNED = /\bft[:-]/;

/** Azure sells what OpenAI and others list. */
function modelsOf(providerId: string): ModelInfo[] {
  const provider = providerOf(providerId);
  const listedBy = [provider, ...(provider?.fallback_model_providers ?? []).map(id => providerOf(id))];
  return listedBy.flatMap(lister => lister?.models ?? []);
}

/** `gpt-4.1-mini` is line `mini` of generation 4.1 of `gpt`; `claude-haiku-4-5` is line `haiku` of 4.5 of `claude`. */
interface ModelName {
  id: string;
  /** Family and what it is for: an audio model is no sibling of a text model. */
  brand: string;
  line: string;
  generation: string;
  /** The line comes before the generation (`claude-haiku-4-5`): it lives on from one generation to the next. */
  hasLastingLine: boolean;
  /** One release, where its neighbour without a date moves on. */
  isDated: boolean;
}

/** Words that name another job, and with it another price list, than plain text. */
const PURPOSE =
  /^(audio|code|coder|codex|computer|deep|embed|embedding|finance|guard|image|instruct|law|live|multilingual|ocr|oss|realtime|research|safeguard|search|sonic|transcribe|tts|use|vision|voice|:.*)$/;
const STAGE = /^(exp|experimental|latest|preview)$/;
const DATE = /-(20\d{6}|20\d\d-\d\d-\d\d|\d{4})(?=$|[-:])/g;
const isGeneration = (word: string): boolean => /^v?\d{1,2}(\.\d+)?o?$/.test(word);

function parseId(id: string): ModelName {
  const path = id.slice(0, id.lastIndexOf('/') + 1);
  const plain = id
    .slice(path.length)
    .replace(DATE, '')
    .replace(/(\d)-(\d)(?!\d)/g, '$1.$2')
    .replace(/^o(\d)/, 'o-$1');
  const words = plain.split(/-|(?=:)/).filter(word => !STAGE.test(word));
  const [brand = '', ...line] = words.filter(word => !PURPOSE.test(word) && !isGeneration(word));
  const generationAt = words.findIndex(isGeneration);
  return {
    id,
    brand: [path + brand, ...words.filter(word => PURPOSE.test(word))].join('-'),
    line: line.join('-'),
    generation: words[generationAt] ?? '',
    hasLastingLine: generationAt < 0 || words.slice(0, generationAt).filter(word => !PURPOSE.test(word)).length > 1,
    isDated: id !== id.replace(DATE, ''),
  };
}

/** The same generation's, else, where lines last, the newest. */
function pickOnePerLine(self: ModelName, relatives: readonly ModelName[]): ModelName[] {
  return [...new Set(relatives.map(({ line }) => line))].flatMap(name => {
    const line = relatives.filter(relative => relative.line === name).toSorted(byDated);
    const peer = line.find(({ generation }) => generation === self.generation);
    if (peer || !self.hasLastingLine) return peer ?? [];
    return line.filter(({ hasLastingLine }) => hasLastingLine).toSorted(byNewest)[0] ?? [];
  });
}

const byDated = (a: ModelName, b: ModelName): number => Number(a.isDated) - Number(b.isDated);
const byNewest = (a: ModelName, b: ModelName): number => newness(b) - newness(a);
const newness = ({ generation }: ModelName): number => Number.parseFloat(generation.replace(/^v/, '')) || 0;
