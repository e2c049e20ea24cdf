import {
  DidChangeConfigurationNotification,
  type ClientCapabilities,
  type Connection,
} from 'vscode-languageserver/node';
import { DEFAULT_SETTINGS, SETTINGS, type Setting, type SettingName, type Settings } from '../core/settings.ts';

const SECTION = 'promptCost';

export interface Configuration {
  settings(): Settings;
  /** Asks the editor; to be called once it is ready to answer. */
  load(): Promise<void>;
}

/** The user's settings, kept up to date; `changed` is called when any of them changes. */
export function watchConfiguration(
  connection: Connection,
  client: ClientCapabilities,
  changed: () => void,
): Configuration {
  let current = DEFAULT_SETTINGS;

  async function load(): Promise<void> {
    if (client.workspace?.configuration !== true) return;
    current = readSettings(await connection.workspace.getConfiguration(SECTION));
  }

  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (client.workspace?.configuration === true) await load();
    else current = readSettings(at(settings, SECTION));
    changed();
  });

  return {
    settings: () => current,
    async load() {
      if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      }
      await load();
    },
  };
}

/** A value that the setting does not take is the user's slip: the default holds. */
function readSettings(values: unknown): Settings {
  const read = (name: SettingName): Settings[SettingName] => {
    const value = name.split('.').reduce(at, values);
    const row: Setting<unknown> = SETTINGS[name];
    const isOfType = row.values ? row.values.includes(value) : typeof value === typeof row.default;
    const isMeant = isOfType && (row.pattern?.test(String(value)) ?? true);
    return isMeant ? (value as Settings[SettingName]) : SETTINGS[name].default;
  };
  return Object.fromEntries(Object.keys(SETTINGS).map(name => [name, read(name as SettingName)])) as Settings;
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
