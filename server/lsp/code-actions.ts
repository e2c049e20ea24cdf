import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type Connection,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIGURATION_FILES } from '../core/configuration/configuration.ts';
import { switchingOff } from '../core/configuration/edit.ts';
import { addTo } from '../core/groups.ts';
import type { Finding, Fix } from '../core/model.ts';
import { touches } from '../core/positions.ts';
import type { Settings } from '../core/settings.ts';
import { fixTitle } from '../report/findings.ts';
import type { Analyzed } from './buffer.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { documentOf, findingsIn, locationOf } from './findings.ts';
import type { RulePages } from './rule-pages.ts';
import { silencingFile, silencingLine } from './silencing.ts';

/** What can be done about each finding: its fix, its rule's page, silence on its line, in its file, in the workspace. */
export function serveCodeActions(
  connection: Connection,
  documents: Documents,
  client: ClientCapabilities,
  settings: () => Settings,
  pages: RulePages,
): void {
  const canDisable = client.textDocument?.codeAction?.disabledSupport === true;
  const canCreate = client.workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;

  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    const isWanted = only?.every(kind => !`${CodeActionKind.QuickFix}.`.startsWith(`${kind}.`)) !== true;
    const analyzed = settings()['diagnostics.enabled'] && isWanted ? await documents.whole(uri) : undefined;
    if (!analyzed) return [];
    const currency = analyzed.session.meter().currency ?? null;
    const found = findingsIn(analyzed).filter(({ place }) => {
      const document = documentOf(analyzed, place);
      return document?.uri === uri && touches(locationOf(analyzed, place).range, range);
    });
    return found.flatMap(finding => {
      const diagnostics = [toDiagnostic(analyzed, finding, pages)];
      const common = { kind: CodeActionKind.QuickFix, diagnostics };
      const isOffered = finding.fix && (finding.fix.kind === 'edit' || canDisable);
      const fix = isOffered && finding.fix ? [toAction(analyzed, finding.fix, fixTitle(finding.fix, currency))] : [];
      const silence = silencing(analyzed, finding, { documents, canCreate });
      return [...fix, ...pages.explain(finding.rule), ...silence].map(action => ({ ...common, ...action }));
    });
  });
}

function toAction(analyzed: Analyzed, fix: Fix, title: string): CodeAction {
  if (fix.kind === 'disabled') return { title, disabled: { reason: fix.why } };
  const changes = new Map<string, TextEdit[]>();
  for (const { place, text } of fix.edits) {
    const { uri, range } = locationOf(analyzed, place);
    addTo(changes, uri, { range, newText: text });
  }
  return {
    title,
    isPreferred: fix.isSafe,
    edit: { documentChanges: [...changes].map(one => changeOf(analyzed, ...one)) },
  };
}

/** For the version that was analysed: an editor that has another refuses it. */
function changeOf(analyzed: Analyzed, uri: string, edits: TextEdit[]): TextDocumentEdit {
  const documents = analyzed.cells?.map(({ document }) => document) ?? [analyzed.document];
  const version = documents.find(document => document.uri === uri)?.version ?? null;
  return { textDocument: { uri, version }, edits };
}

interface Editor {
  documents: Documents;
  /** Takes edits that make files. */
  canCreate: boolean;
}

function silencing(analyzed: Analyzed, finding: Finding, editor: Editor): CodeAction[] {
  const document = documentOf(analyzed, finding.subject);
  if (!document) return [];
  const { rule, subject } = finding;
  const line = silencingLine(document, finding, locationOf(analyzed, subject).range.start.line);
  const file = silencingFile(document, finding);
  const workspace = switchedOff(analyzed.session.root, rule, editor);
  const edits = (edit: TextEdit): WorkspaceEdit => ({ documentChanges: [changeOf(analyzed, document.uri, [edit])] });
  return [
    ...(line ? [{ title: `Ignore ${rule} here`, edit: edits(line) }] : []),
    ...(file ? [{ title: `Ignore ${rule} in this file`, edit: edits(file) }] : []),
    ...(workspace ? [{ title: `Switch ${rule} off in this workspace`, edit: workspace }] : []),
  ];
}

/** The project's configuration with the rule switched off; made where there is none. */
function switchedOff(root: string, rule: string, { documents, canCreate }: Editor): WorkspaceEdit | undefined {
  const name = CONFIGURATION_FILES.find(file => existsSync(path.join(root, file)));
  const [fresh] = CONFIGURATION_FILES;
  const uri = pathToFileURL(path.join(root, name ?? fresh)).href;
  const text =
    documents.text(uri)?.getText() ?? (name === undefined ? '' : readFileSync(path.join(root, name), 'utf8'));
  const found = switchingOff(name ?? fresh, text, rule);
  if (!found || (name === undefined && !canCreate)) return undefined;
  const document = TextDocument.create(uri, '', 0, text);
  const edits = found.map(({ start, end, text: newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
  return {
    documentChanges: [
      ...(name === undefined ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
      { textDocument: { uri, version: null }, edits },
    ],
  };
}
