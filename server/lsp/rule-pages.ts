import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, CodeAction, Connection } from 'vscode-languageserver/node';
import { RULES } from '../core/rules/index.ts';
import { rulePage, rulesPage } from '../report/rule-page.ts';
import { EXPLAIN_RULE, RULE_PAGE, RULE_SCHEME } from './protocol.ts';

/** Ways from a finding to its rule's page. */
export interface RulePages {
  /** What an editor opens for a finding's code; undefined where it opens nothing. */
  href(rule: string): string | undefined;
  /** An action that shows it; none where the editor has no command for that. */
  explain(rule: string): CodeAction[];
}

/** In a clone and in a release the pages lie beside the built server's folder. */
const PAGES = path.join(import.meta.dirname, '..', 'docs', 'rules');

/** Gives an editor the pages of rules; `canExplain`: it has the command that shows them. */
export function serveRulePages(connection: Connection, client: ClientCapabilities, canExplain: boolean): RulePages {
  connection.onRequest(RULE_PAGE, (id: string): string | null => {
    if (id === '') return rulesPage(RULES);
    const rule = RULES.find(one => one.id === id);
    return rule ? rulePage(rule) : null;
  });
  const hasLinks = client.textDocument?.publishDiagnostics?.codeDescriptionSupport === true;

  return {
    href(rule) {
      if (!hasLinks) return undefined;
      if (canExplain) return `${RULE_SCHEME}:/${rule}.md`; // the editor runs no command from here
      const page = path.join(PAGES, `${rule}.md`);
      return existsSync(page) ? pathToFileURL(page).href : undefined;
    },
    explain: rule => {
      const title = `Explain ${rule}`;
      return canExplain ? [{ title, command: { title, command: EXPLAIN_RULE, arguments: [rule] } }] : [];
    },
  };
}
