import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type DocumentFilter } from 'vscode-languageclient/node';
import { type InitializationOptions, LANGUAGES, NOTEBOOK, OPEN_VERSIONS } from '../server/lsp/protocol.ts';

/** Prompt files have languages of all kinds, or none: their place and name tell. The server knows the exact rules. */
const PROMPT_FILES = [
  '**/*.{prompty,prompt,baml,mdc}',
  '**/*[pP]rompt*/**/*.{md,markdown,txt,xml,yml,yaml,json,j2,jinja,jinja2,hbs,handlebars,mustache}',
  '**/*[pP]rompt*.{md,markdown,txt,xml,yml,yaml,json,j2,jinja,jinja2,hbs,handlebars,mustache}',
  '**/*{system_message,.instructions,.agent,.chatmode}.{md,txt}',
  '**/{AGENT,AGENTS,AGENTS.override,CLAUDE,CLAUDE.local,GEMINI,QWEN,WARP,SKILL,copilot-instructions}.md',
  '**/.{cursorrules,windsurfrules,clinerules,roorules,goosehints}',
  '**/promptcost.{config,usage}.{yaml,yml,json}',
  '**/.{claude,cursor,windsurf,clinerules,roo,amazonq,kiro,junie,opencode,github}/**/*.md',
];

/** The server runs in a process of its own: the editor never waits for an analysis. */
export function createClient(serverModule: string): LanguageClient {
  const server = { module: serverModule, transport: TransportKind.ipc };
  const said: InitializationOptions = {
    isTrusted: vscode.workspace.isTrusted,
    canOpenVersions: true,
    canExplainRules: true,
  };
  const options = {
    documentSelector,
    initializationOptions: said,
    // Links of our own in a hover: no other command is run from there.
    markdown: { isTrusted: { enabledCommands: [OPEN_VERSIONS] } },
  };
  return new LanguageClient('promptCost', 'Prompt Cost', { run: server, debug: server }, options);
}

const documentSelector: DocumentFilter[] = ['file', 'untitled'].flatMap(scheme => [
  ...Object.keys(LANGUAGES).map(language => ({ scheme, language })),
  { notebook: { scheme, notebookType: NOTEBOOK }, language: 'python' },
]);
// Without the extensions of their languages these are plain text.
documentSelector.push({ scheme: 'file', pattern: '**/*.{vue,svelte}' });
documentSelector.push(...PROMPT_FILES.map(pattern => ({ scheme: 'file', pattern })));
