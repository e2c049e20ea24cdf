import * as vscode from 'vscode';
import type { PrometheusCredentials } from '../server/lsp/protocol.ts';

const NO_CREDENTIALS: PrometheusCredentials = { kind: 'none' };

/** A secret is of one server: another URL does not get it. */
const KEY = 'prometheus:';
/** Whether a secret of the store is one of ours. */
export const isOfPrometheus = (key: string): boolean => key.startsWith(KEY);

const keyOf = (url: string): string => `${KEY}${url}`;

/** What a server takes us for; nothing where nothing was said. */
export async function credentialsFor(secrets: vscode.SecretStorage, url: string): Promise<PrometheusCredentials> {
  const kept = await secrets.get(keyOf(url));
  return kept === undefined ? NO_CREDENTIALS : (JSON.parse(kept) as PrometheusCredentials);
}

/** Asks for a server's URL and what it takes us for, which goes to the store. Undefined: the user thought better of it. */
export async function askForPrometheus(secrets: vscode.SecretStorage, before: string): Promise<string | undefined> {
  const url = (await askForUrl(before))?.trim();
  const credentials = url === undefined ? undefined : await askForCredentials();
  if (url === undefined || credentials === undefined) return undefined;
  if (credentials.kind === 'none') await secrets.delete(keyOf(url));
  else await secrets.store(keyOf(url), JSON.stringify(credentials));
  return url;
}

function askForUrl(value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Connect Prometheus'),
    prompt: vscode.l10n.t(
      'Its URL, with the path that the API lies under, if any. Also VictoriaMetrics, Thanos, Mimir, Grafana Cloud.',
    ),
    placeHolder: 'https://prometheus.example.com',
    value,
    ignoreFocusOut: true,
    validateInput: text =>
      isUrl(text) ? null : vscode.l10n.t('Write a URL that begins with http:// or https://, without a password in it.'),
  });
}

function isUrl(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const { protocol, username, password } = new URL(text.trim());
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

async function askForCredentials(): Promise<PrometheusCredentials | undefined> {
  const kinds: (vscode.QuickPickItem & { kindOf: PrometheusCredentials['kind'] })[] = [
    { label: vscode.l10n.t('No credentials'), kindOf: 'none' },
    { label: vscode.l10n.t('Bearer token'), kindOf: 'bearer' },
    {
      label: vscode.l10n.t('User and password'),
      description: vscode.l10n.t('also Grafana Cloud: instance and token'),
      kindOf: 'basic',
    },
    { label: vscode.l10n.t('A header'), description: vscode.l10n.t('such as X-Scope-OrgID'), kindOf: 'header' },
  ];
  const title = vscode.l10n.t('How does it know you?');
  const chosen = await vscode.window.showQuickPick(kinds, { title, ignoreFocusOut: true });
  switch (chosen?.kindOf) {
    case undefined:
      return undefined;
    case 'none':
      return NO_CREDENTIALS;
    case 'bearer': {
      const token = await askFor(vscode.l10n.t('Token'), true);
      return token === undefined ? undefined : { kind: 'bearer', token };
    }
    case 'basic': {
      const user = await askFor(vscode.l10n.t('User'), false);
      const password = user === undefined ? undefined : await askFor(vscode.l10n.t('Password'), true);
      return user === undefined || password === undefined ? undefined : { kind: 'basic', user, password };
    }
    case 'header': {
      const name = await askFor(vscode.l10n.t('Name of the header'), false);
      const value = name === undefined ? undefined : await askFor(vscode.l10n.t('Its value'), true);
      return name === undefined || value === undefined ? undefined : { kind: 'header', name, value };
    }
  }
}

const askFor = (title: string, password: boolean): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title,
    password,
    ignoreFocusOut: true,
    ...(password && { prompt: vscode.l10n.t('Kept in the secret store of this editor, never in settings or logs.') }),
  });
