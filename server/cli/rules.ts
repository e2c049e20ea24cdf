import { type Ruled, ruleGroups, signalsOf, usualSpelling } from '../core/signals/prometheus/rules.ts';
import { VOCABULARIES } from '../core/signals/vocabularies/index.ts';
import { writeDashboard } from '../report/grafana.ts';
import { writeRules } from '../report/rules.ts';
import { authOf, CREDENTIALS_HELP, credentialsIn } from '../workspace/telemetry/credentials.ts';
import { openPrometheus } from '../workspace/telemetry/prometheus.ts';
import { type Arguments, type Command, type ExitCode, refuse, stringOf } from './command.ts';

const SEE_HELP = 'See prompt-cost rules --help.';
const ALL = VOCABULARIES.filter(({ prometheus }) => prometheus);
const IDS = ALL.map(({ id }) => id).join(', ');

export const rules: Command = {
  summary: 'Prometheus rules and a Grafana dashboard for LLM traffic',
  help: `Prometheus rules and a Grafana dashboard for LLM traffic.

  prompt-cost rules > llm.rules.yml                     series and alerts for every instrument that is known
  prompt-cost rules --vocabulary vllm,litellm           of these alone
  prompt-cost rules --url http://localhost:9090         of what that server has, with its own spelling of names
  prompt-cost rules --vocabulary litellm --budget 1000  with alerts on a budget of $1,000 a month
  prompt-cost rules --grafana > dashboard.json          a dashboard of the recorded series
  promtool check rules llm.rules.yml                    what Prometheus says of them

Recorded are token rates, requests, spend, lengths of prompts, cache hits, routing, retries, failures, first tokens and
GPUs, each as prompt_cost:<signal>:5m with the labels vocabulary and model. Alerts are on these series: tokens and dollars
against the same time of other weeks (as prompt-cost live has it), prompts that grew, caches that lost their hits, attempts that fail, and with --budget a
budget that burns 14.4, 6 and 1 times too fast. Thresholds stand in the expressions: change them there.

Options
  --vocabulary IDS   ${IDS.replaceAll(/(.{60,80}?), /g, '$1,\n                     ')}
  --url URL          a server with Prometheus' API; ${CREDENTIALS_HELP}
  --budget USD       dollars a month
  --grafana          write a dashboard in place of rules
  -h, --help         this text
`,
  options: {
    vocabulary: { type: 'string' },
    url: { type: 'string' },
    budget: { type: 'string' },
    grafana: { type: 'boolean' },
  },
  run,
};

async function run({ values, paths }: Arguments): Promise<ExitCode> {
  if (paths.length > 0) return refuse(`rules takes no paths: ${paths.join(' ')}`, SEE_HELP);
  const budget = stringOf(values['budget']);
  const budgetUsd = budget === undefined ? null : Number(budget);
  if (budgetUsd !== null && !(Number.isFinite(budgetUsd) && budgetUsd > 0))
    return refuse(`no amount of dollars: ${budget}`, 'Write it as --budget 1000.');
  const url = stringOf(values['url']);
  const chosen = await choose(stringOf(values['vocabulary']), url);
  if (typeof chosen === 'string') return refuse(chosen, url === undefined ? `Known: ${IDS}.` : SEE_HELP);
  if (budgetUsd !== null && !chosen.some(({ vocabulary }) => signalsOf(vocabulary).includes('spend')))
    return refuse('none of these tells what is spent, so that there is nothing to hold a budget against', payers());
  const command = `prompt-cost rules${commandLine(values)}`;
  const text =
    values['grafana'] === true ? writeDashboard(chosen) : writeRules(ruleGroups(chosen, budgetUsd), { command });
  process.stdout.write(text);
  return 0;
}

const payers = (): string =>
  `These do: ${ALL.filter(vocabulary => signalsOf(vocabulary).includes('spend'))
    .map(({ id }) => id)
    .join(', ')}.`;

/** What rules are made for, or what is wrong with the choice. */
async function choose(list: string | undefined, url: string | undefined): Promise<Ruled[] | string> {
  const ids = list?.split(',').map(id => id.trim());
  const unknown = ids?.find(id => !ALL.some(vocabulary => vocabulary.id === id));
  if (unknown !== undefined) return `no vocabulary "${unknown}"`;
  const wanted = ({ vocabulary }: Ruled): boolean => ids === undefined || ids.includes(vocabulary.id);
  if (url === undefined)
    return ALL.map(vocabulary => ({ vocabulary, spell: usualSpelling(vocabulary) })).filter(wanted);
  const credentials = credentialsIn(process.env);
  if (!credentials.known) return credentials.why;
  const opened = openPrometheus({ url, auth: authOf(credentials.value) });
  if (!opened.known) return opened.why;
  const detection = await opened.value.detect(Date.now());
  if (!detection.known) return detection.why;
  const found = detection.value.found.filter(wanted);
  return found.length > 0 ? found : 'the server has no series of LLM traffic that are known here';
}

/** Without the address, which may hold a password. */
const commandLine = ({ vocabulary, budget, url }: Arguments['values']): string =>
  [
    ...(vocabulary === undefined ? [] : [` --vocabulary ${String(vocabulary)}`]),
    ...(url === undefined ? [] : [' --url …']),
    ...(budget === undefined ? [] : [` --budget ${String(budget)}`]),
  ].join('');
