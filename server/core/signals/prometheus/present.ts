import { grouped } from '../../groups.ts';
import { VOCABULARIES } from '../vocabularies/index.ts';
import type { PrometheusQuery, PrometheusVocabulary, Selector, Vocabulary } from '../vocabularies/vocabulary.ts';

/** A vocabulary that a server has series of, and how the server spells a name: not at all, or in one or more ways. */
export interface Present {
  vocabulary: Vocabulary & { prometheus: PrometheusVocabulary };
  spell: Spell;
  /** The first of its names that is there. */
  sign: string;
}

/** What the names of series begin with that rules of ours record. */
export const RECORDED_FAMILY = 'prompt_cost:';

export type Spell = (name: string) => readonly string[];

/**
 * Names that are ours, for a server to choose from: what vocabularies' names begin with, behind whatever a collector puts before it.
 * Short enough for an address.
 */
export function nameMatcher(): string {
  const names = VOCABULARIES.flatMap(({ prometheus }) => (prometheus ? namesOf(prometheus) : []));
  const families = [...new Set([...names.map(familyOf), RECORDED_FAMILY])].map(family =>
    family.replaceAll(/[.:_]/g, '[._:]'),
  );
  return `(.*[._:])?(${families.join('|')}).*`;
}

/** `vllm:prompt_tokens_total` → `vllm:`; what has no colon is told by two words. */
const familyOf = (name: string): string => /^(?:\w+:|[^_.]+[_.][^_.]+[_.])/.exec(name)?.[0] ?? name;

function namesOf({ detect, also = [], signals, calls }: PrometheusVocabulary): string[] {
  const queries = Object.values(signals).flat();
  const counted = calls ? [...(calls.requests ?? []), ...calls.told.input, ...calls.told.output] : [];
  return [...detect, ...also, ...[...queries.flatMap(selectorsOf), ...counted].map(({ name }) => name)];
}

/** All that a query is about. */
export function selectorsOf(query: PrometheusQuery): readonly Selector[] {
  switch (query.kind) {
    case 'ratio':
      return query.pairs.flatMap(({ part, whole }) => [...part, ...whole]);
    case 'product':
      return [query.of, query.times];
    case 'quantile':
      return [...query.of, ...(query.plus ?? [])];
    case 'rate':
      return [...query.of, ...(query.unpriced ? [query.unpriced] : [])];
    default:
      return query.of;
  }
}

/** Which vocabularies there are, by the names that a server has. */
export function present(names: readonly string[]): Present[] {
  const spellings = grouped(names, plain);
  return VOCABULARIES.flatMap(vocabulary => {
    const { prometheus } = vocabulary;
    if (!prometheus) return [];
    const prefixes = prefixesOf(prometheus, spellings);
    const spell: Spell = name => prefixes.flatMap(prefix => spellings.get(prefix + plain(name)) ?? []);
    const sign = prometheus.detect.flatMap(spell)[0];
    return sign === undefined ? [] : [{ vocabulary: { ...vocabulary, prometheus }, spell, sign }];
  });
}

/** Collectors write an underscore for what is no part of a name in Prometheus' older alphabet. */
const plain = (name: string): string => name.replaceAll(/[.:]/g, '_');

/** None where the names stand as they are: the same series behind a prefix too would count twice. */
function prefixesOf(
  { detect, mayHavePrefix }: PrometheusVocabulary,
  spellings: ReadonlyMap<string, unknown>,
): string[] {
  if (detect.some(name => spellings.has(plain(name)))) return [''];
  if (!mayHavePrefix) return [];
  const prefixes = [...spellings.keys()].flatMap(name => {
    const sign = detect.find(sought => name.endsWith(`_${plain(sought)}`));
    return sign === undefined || OWN.has(name) ? [] : [name.slice(0, name.length - plain(sign).length)];
  });
  return [...new Set(prefixes)];
}

/** Names that a vocabulary has as they are: `ray_vllm:…` is Ray's, and no prefix of vLLM's. */
const OWN: ReadonlySet<string> = new Set(VOCABULARIES.flatMap(({ prometheus }) => prometheus?.detect.map(plain) ?? []));

/** The names that a query can't do without: of each thing any spelling. */
export function isAnswerable(query: PrometheusQuery, spell: Spell): boolean {
  const has = ({ name }: Selector): boolean => spell(name).length > 0;
  switch (query.kind) {
    case 'ratio':
      return query.pairs.some(({ part, whole }) => part.some(has) && whole.some(has));
    case 'quantile':
      return query.of.some(has) && (query.plus === undefined || query.plus.some(has));
    case 'product':
      return has(query.of) && has(query.times);
    default:
      return query.of.some(has);
  }
}
