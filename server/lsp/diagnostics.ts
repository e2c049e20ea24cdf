import { type Connection, type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Finding } from '../core/model.ts';
import type { Settings } from '../core/settings.ts';
import type { Analyzed } from './buffer.ts';
import { isConfiguration } from './configuration-file.ts';
import { documentOf, findingsIn, locationOf } from './findings.ts';
import type { RulePages } from './rule-pages.ts';

export interface Diagnostics {
  send(uri: string, result: Analyzed | undefined): void;
  /** Again for every open file: the setting changed. */
  sendAll(): void;
}

/** Tells what the rules say of each open document, and takes it back when that is closed. */
export function serveDiagnostics(connection: Connection, settings: () => Settings, pages: RulePages): Diagnostics {
  const results = new Map<string, Analyzed>();
  /** Of each document, or notebook, where something is told: its own URI, or those of its cells. */
  const told = new Map<string, Set<string>>();

  function notify(uri: string): void {
    const result = settings()['diagnostics.enabled'] ? results.get(uri) : undefined;
    const documents = result ? (result.cells?.map(({ document }) => document) ?? [result.document]) : [];
    const before = told.get(uri) ?? new Set();
    const findings = result ? findingsIn(result) : [];
    const now = documents.map(document => ({
      uri: document.uri,
      version: document.version,
      diagnostics: findings.flatMap(finding =>
        result && documentOf(result, finding.place) === document ? [toDiagnostic(result, finding, pages)] : [],
      ),
    }));
    const gone = [...before].filter(one => !documents.some(document => document.uri === one));
    const all = [...now.filter(one => one.diagnostics.length > 0 || before.has(one.uri)), ...gone.map(emptied)];
    told.set(uri, new Set(now.flatMap(one => (one.diagnostics.length > 0 ? one.uri : []))));
    if (results.has(uri) === false) told.delete(uri);
    for (const one of all) connection.sendDiagnostics(one).catch(error => connection.console.error(String(error)));
  }

  return {
    send(uri, result) {
      // What is wrong with these is told by another feature.
      if (isConfiguration(uri)) return;
      if (result === undefined) results.delete(uri);
      else results.set(uri, result);
      // Hints are waited for; this is not.
      setImmediate(() => {
        if (results.get(uri) === result) notify(uri);
      });
    },
    sendAll: () => [...results.keys()].forEach(notify),
  };
}

const emptied = (uri: string): { uri: string; diagnostics: Diagnostic[] } => ({ uri, diagnostics: [] });

/** What would be wrong one time in ten is a hint: no squiggle, but a light bulb. */
const SEVERITIES: Readonly<Record<Finding['severity'], DiagnosticSeverity>> = {
  info: DiagnosticSeverity.Hint,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** A finding as editors have it. */
export function toDiagnostic(analyzed: Analyzed, finding: Finding, pages: RulePages): Diagnostic {
  const href = pages.href(finding.rule);
  return {
    range: locationOf(analyzed, finding.place).range,
    severity: SEVERITIES[finding.severity],
    source: 'prompt-cost',
    code: finding.rule,
    ...(href !== undefined && { codeDescription: { href } }),
    message: finding.message,
    ...(finding.isDeprecated && { tags: [DiagnosticTag.Deprecated] }),
    ...(finding.related.length > 0 && {
      relatedInformation: finding.related.map(({ place, message }) => ({
        location: locationOf(analyzed, place),
        message,
      })),
    }),
  };
}
