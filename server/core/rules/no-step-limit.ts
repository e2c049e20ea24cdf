import { NO_TURN_LIMIT } from '../calls/turns.ts';
import { languageOf } from '../languages/index.ts';
import type { AnalyzedCall } from '../model.ts';
import { nameIn, operationOf } from './operations.ts';
import type { Found, Rule } from './rule.ts';

export const noStepLimit: Rule = {
  id: 'no-step-limit',
  title: 'An agent that nothing stops',
  severity: 'info',
  why: [
    'An agent asks the model again with what its tools gave back, and each turn sends all that came before it once more: ten turns cost far more than ten times the first. One that goes round in circles costs until somebody notices.',
    'It is told only of SDKs that have no limit of their own. Most have one: ten turns in the OpenAI Agents SDK, one step in `generateText` of the AI SDK, twenty in smolagents.',
  ],
  said: [
    {
      says: 'The Claude Agent SDK’s `maxTurns` is unlimited unless it is set; `max_budget_usd` bounds what is spent.',
      source: 'https://www.developersdigest.tech/glossary/max-turns',
      asOf: '2026-11-21',
    },
    {
      says: '“Limiting the number of tool calls an Agent can make is useful to prevent loops and have better control over costs.”',
      source: 'https://docs.agno.com/tools/tool-call-limit',
      asOf: '2026-11-21',
    },
    {
      says: 'A team of AutoGen’s has no `max_turns` unless it is given.',
      source:
        'https://microsoft.github.io/autogen/0.4.0//_modules/autogen_agentchat/teams/_group_chat/_round_robin_group_chat.html',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where somebody sits in front of it and can stop it.',
  example: {
    language: 'python',
    before: 'query(prompt="Mend the tests.", options=ClaudeAgentOptions(model="claude-sonnet-4-5"))',
    after: 'query(prompt="Mend the tests.", options=ClaudeAgentOptions(model="claude-sonnet-4-5", max_turns=30))',
  },
  check: { of: 'call', find },
};

function find(call: AnalyzedCall): Found[] {
  const isEndless = call.repeats.some(
    ({ kind, count }) => kind === 'turns' && !count.known && count.why === NO_TURN_LIMIT,
  );
  if (!isEndless || call.through.length > 0) return [];
  const { limit = [], endless = [] } = operationOf(call)?.turns ?? {};
  const isCamel = languageOf(call.place.file)?.id === 'typescript';
  const names = [...new Set([...limit, ...endless].map(nameIn))].filter(name => /^[a-z_]+$/i.test(name));
  const name = names.find(one => one.includes('_') !== isCamel) ?? names[0];
  return name === undefined
    ? []
    : [{ message: `Nothing limits how often the agent asks the model: \`${name}\` would.` }];
}
