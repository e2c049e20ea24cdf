import type { Known } from '../../core/model.ts';
import { known, unknown } from '../../core/signals/model.ts';
import type { PrometheusCredentials } from '../../core/signals/live.ts';
import type { Auth } from './http.ts';

/** How a terminal says who asks: every command that asks a Prometheus reads these. */
export const CREDENTIALS_HELP = `credentials come from the environment:
                     PROMPTCOST_PROMETHEUS_TOKEN, or …_USER and …_PASSWORD, or …_HEADER ("X-Scope-OrgID: team")`;

/** What the environment says of who asks, or what is wrong with it. */
export function credentialsIn(env: NodeJS.ProcessEnv): Known<PrometheusCredentials> {
  const { PROMPTCOST_PROMETHEUS_TOKEN: token, PROMPTCOST_PROMETHEUS_HEADER: header } = env;
  const { PROMPTCOST_PROMETHEUS_USER: user, PROMPTCOST_PROMETHEUS_PASSWORD: password } = env;
  if (token) return known({ kind: 'bearer', token });
  if (user) return known({ kind: 'basic', user, password: password ?? '' });
  if (!header) return known({ kind: 'none' });
  const [, name, value] = /^([\w-]+):\s*(.+)$/.exec(header) ?? [];
  return name && value
    ? known({ kind: 'header', name, value })
    : unknown('PROMPTCOST_PROMETHEUS_HEADER is no header: write it as "X-Scope-OrgID: team"');
}

/** As a request carries them. */
export function authOf(credentials: PrometheusCredentials): Auth {
  switch (credentials.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { bearer: credentials.token };
    case 'basic':
      return { basic: { user: credentials.user, password: credentials.password } };
    case 'header':
      return { headers: { [credentials.name]: credentials.value } };
  }
}
