import type { CallSeries, PrometheusQuery } from '../vocabularies/vocabulary.ts';

/**
 * A query of what was spent, of those models alone that a pattern is of (`gpt-4o*`): by what was asked for or what answered, as far as
 * labels tell. Null: they tell no models, or it can't be narrowed.
 */
export function ofModels(
  query: PrometheusQuery,
  pattern: string,
  by: Readonly<Record<string, string>>,
  calls: CallSeries | undefined,
): PrometheusQuery | null {
  const own = (query.by ?? by)['model'];
  const labels = [...new Set([own ?? [], calls?.requestModel ?? [], calls?.responseModel ?? []].flat())];
  if (query.kind !== 'rate' || own === undefined) return null;
  const { unpriced: _, ...rate } = query;
  const of = query.of.flatMap(selector =>
    labels.map(label => ({
      ...selector,
      where: [...(selector.where ?? []), [label, '=~', expressionOf(pattern)] as const],
    })),
  );
  return { ...rate, of };
}

/** As patterns of models are held against names everywhere: any letters for a star, in capitals or not. */
const expressionOf = (pattern: string): string =>
  `(?i)${pattern
    .split('*')
    .map(piece => piece.replaceAll(/[\\^$.|+?()[\]{}]/g, String.raw`\$&`))
    .join('.*')}`;
