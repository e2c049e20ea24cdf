import type { Known } from '../../core/model.ts';
import { type Answer, readAnswer } from '../../core/signals/prometheus/answer.ts';
import type { HttpClient } from './http.ts';

/** Asks for the value of a moment; null: of now, by the server's own clock. */
export async function askAt(
  client: HttpClient,
  promql: string,
  at: number | null,
  signal?: AbortSignal,
): Promise<Known<Answer>> {
  const body = await client.post(
    '/api/v1/query',
    { query: promql, ...(at === null ? {} : { time: seconds(at) }) },
    signal,
  );
  return body.known ? readAnswer(body.value) : body;
}

/** As the API takes times. */
export const seconds = (ms: number): string => (ms / 1000).toFixed(3);
