// The five import rules of ARCHITECTURE.md, held by `npm run check`.
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.build\\.mjs$' },
  to: { pathNot: allowed, dependencyTypesNot: ['npm-dev'] },
});
const siblings = folder => ({
  name: `no-siblings-${folder}`,
  comment: '2. Instances never import each other; the list beside them and the type file are common ground.',
  severity: 'error',
  from: { path: `^server/core/${folder}/([^/]+)/` },
  to: { path: `^server/core/${folder}/[^/]+/`, pathNot: `^server/core/${folder}/$1/` },
});
const siblingFiles = (folder, common) => ({
  name: `no-sibling-files-${folder}`,
  comment: '2. Instances never import each other; the list beside them and the type file are common ground.',
  severity: 'error',
  from: { path: `^server/core/${folder}/`, pathNot: `^server/core/${folder}/(${common})\\.ts$` },
  to: { path: `^server/core/${folder}/`, pathNot: `^server/core/${folder}/(${common})\\.ts$` },
});

export default {
  forbidden: [
    only(
      'core-is-pure',
      '1. Core imports itself, pricing, its parser and tokenizers: no disk, network, clock, editor.',
      '^server/core/',
      '^(server/core/|pricing/|node_modules/(web-tree-sitter|htmlparser2|jsonc-parser|smol-toml|yaml)/)',
    ),
    only(
      'pricing-stands-alone',
      '1. Pricing imports itself and its catalogue.',
      '^pricing/',
      '^(pricing/|node_modules/@pydantic/genai-prices/)',
    ),
    siblings('languages'),
    siblingFiles('sdks', 'sdk|index'),
    siblingFiles('templates', 'template|index|syntax/[^/]+'),
    siblingFiles('configuration/keys', 'key|index|conditions'),
    siblingFiles('billing/importers', 'importer|index|fields|meters|anthropic|litellm'),
    siblingFiles('rules', 'rule|index|operations|parts|retirements|savings|source'),
    siblingFiles('signals/vocabularies', 'vocabulary|index|gen-ai|server-calls'),
    {
      name: 'workspace-and-report-import-core',
      comment: '3. Workspace and report import core (and pricing), not each other, not the shells.',
      severity: 'error',
      from: { path: '^server/(workspace|report)/' },
      to: { path: '^(server|extension)/', pathNot: '^server/(core|$1)/' },
    },
    {
      name: 'shells-do-not-meet',
      comment: '3. lsp, cli and action import core, workspace and report, never each other.',
      severity: 'error',
      from: { path: '^server/(lsp|cli|action)/' },
      to: { path: '^(server|extension)/', pathNot: '^server/(core|workspace|report|$1)/' },
    },
    {
      name: 'extension-decides-nothing',
      comment: '4. The extension imports vscode, the protocol and types of the model.',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^(server|pricing)/', pathNot: '^server/(lsp/protocol|core/model|core/settings)\\.ts$' },
    },
    {
      name: 'panel-view-knows-messages-only',
      comment: '4. The panel view imports its messages only.',
      severity: 'error',
      from: { path: '^extension/panel/view' },
      to: { pathNot: '^extension/panel/(view|messages\\.ts)' },
    },
    {
      name: 'nothing-imports-test',
      comment: '5. Nothing imports test/.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    // The build script's `import('esbuild')` is taken for the script itself, which has that name.
    {
      name: 'no-cycles',
      comment: '5. No cycles.',
      severity: 'error',
      from: { pathNot: '^esbuild\\.mjs$' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|examples)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
