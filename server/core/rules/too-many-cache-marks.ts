import { cacheMarksOf } from '../../../pricing/facts/index.ts';
import type { AnalyzedCall } from '../model.ts';
import type { Found, Rule } from './rule.ts';

export const tooManyCacheMarks: Rule = {
  id: 'too-many-cache-marks',
  title: 'More marks for the cache than a request may have',
  severity: 'warning',
  why: [
    'A request to Claude may have four marks. With a fifth the server refuses it; some libraries leave the surplus out without a word, so that what it stood behind is paid for in full each time.',
  ],
  said: [
    {
      says: '“A maximum of 4 blocks with cache_control may be provided. Found 5.”',
      source: 'https://github.com/coder/mux/pull/3112',
      asOf: '2026-04-02',
    },
    {
      says: 'The Messages API allows up to four breakpoints a request.',
      source: 'https://github.com/microsoft/vscode/pull/315505',
      asOf: '2026-05-10',
    },
  ],
  ignore: 'Never: one mark behind the last tool covers all tools, and one behind the system prompt covers both.',
  example: {
    language: 'python',
    before: 'tools = [{**tool, "cache_control": {"type": "ephemeral"}} for tool in (search, read, write, run, ask)]',
    after: 'tools = [search, read, write, run, {**ask, "cache_control": {"type": "ephemeral"}}]',
  },
  check: { of: 'call', find },
};

function find({ cached = [], cost, through }: AnalyzedCall): Found[] {
  const limits = cost.models.flatMap(({ price }) => (price.known ? (cacheMarksOf(price.value) ?? []) : []));
  const most = Math.max(0, ...limits.map(limit => limit.most));
  if (most === 0 || limits.length < cost.models.length || cached.length <= most || through.length > 0) return [];
  return [{ message: `${cached.length} marks for the cache: a request may have ${most}.` }];
}
