/** What crosses between this server and an editor beside LSP itself. Types and names only: both sides import it. */

/** Languages of which documents are analysed, by VS Code's id, and what files of them end with. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  csharp: '.cs',
  go: '.go',
  java: '.java',
  javascript: '.js',
  javascriptreact: '.jsx',
  php: '.php',
  python: '.py',
  ruby: '.rb',
  rust: '.rs',
  shellscript: '.sh',
  svelte: '.svelte',
  typescript: '.ts',
  typescriptreact: '.tsx',
  vue: '.vue',
};

/** VS Code's type of a Jupyter notebook. */
export const NOTEBOOK = 'jupyter-notebook';

export const FILE_TOTAL = 'promptCost/fileTotal';

/** Server → editor, whenever it changes. `text: null`: nothing to show for this file. */
export interface FileTotal {
  uri: string;
  text: string | null;
  /** Markdown. */
  tooltip: string;
}

export const SCAN_WORKSPACE = 'promptCost/scanWorkspace';

/** Editor → server. Progress is LSP's own work-done progress under the token; cancelling is LSP's own too. */
export interface ScanWorkspaceParams {
  workDoneToken?: string | number;
}

export interface ScanWorkspaceResult {
  /** The report of every workspace folder, plain text. */
  report: string;
  /** One line for a message. */
  summary: string;
}
