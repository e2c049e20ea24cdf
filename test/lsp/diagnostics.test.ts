import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientCapabilities, CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { until } from '../harness/until.ts';
import { type Client, endWell, startClient } from './client.ts';
import { EXPLAIN_RULE, type InitializationOptions, RULE_PAGE, RULE_SCHEME } from '../../server/lsp/protocol.ts';

const retired = (indent = ''): string => `from anthropic import Anthropic

client = Anthropic()
def ask():
    ${indent}return client.messages.create(
        model="claude-3-5-sonnet-20241022",
        messages=[{"role": "user", "content": "Go."}],
        max_tokens=10,
    )
`;
const MODEL = { line: 5, character: 20 };

const LONG = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
const MANUAL = 'Answer by this manual, word for word. '.repeat(400);

export const answer = (question: string) =>
  client.messages.create({
    model: 'claude-sonnet-5',
    system: MANUAL,
    messages: [{ role: 'user', content: question }],
    max_tokens: 500,
  });
`;

describe('diagnostics', () => {
  let client: Client;
  const rules = (file: string): string[] => client.diagnostics(file)?.diagnostics.map(({ code }) => String(code)) ?? [];

  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => endWell(client));

  const named = (actions: readonly CodeAction[], title: RegExp): CodeAction => {
    const found = actions.find(action => title.test(action.title));
    assert.ok(found, `${title} among ${actions.map(action => action.title).join(' | ')}`);
    return found;
  };

  /** A text after an action, as an editor makes it. */
  function after(text: string, { edit }: CodeAction, file: string): string {
    const change = (edit?.documentChanges ?? []).find(
      (one): one is TextDocumentEdit => 'edits' in one && one.textDocument.uri === client.uriOf(file),
    );
    assert.ok(change);
    return TextDocument.applyEdits(TextDocument.create('', '', 1, text), change.edits as never);
  }

  it('tells what a rule says, of the version that it is of, and takes it back on close', async () => {
    client.open('ask.py', retired());
    await until(() => rules('ask.py').length > 0);
    const { diagnostics, version } = client.diagnostics('ask.py') ?? {};
    assert.equal(version, 1);
    const [finding, ...others] = diagnostics ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.code, finding?.source, finding?.severity, finding?.tags, finding?.range.start],
      ['retired-model', 'prompt-cost', 2, [2], { line: 5, character: 15 }],
    );
    client.edit('ask.py', retired().replace('claude-3-5-sonnet-20241022', 'claude-sonnet-5'));
    await until(() => client.diagnostics('ask.py')?.version === 2);
    assert.deepEqual(rules('ask.py'), []);
    client.edit('ask.py', retired());
    await until(() => rules('ask.py').length > 0);
    const uri = client.uriOf('ask.py');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => rules('ask.py').length === 0);
  });

  it('mends it by its fix', async () => {
    client.open('ask.py', retired());
    const fix = named(await client.actions('ask.py', MODEL.line, MODEL.character), /^Use claude-/);
    assert.notEqual(fix.isPreferred, true, 'another model is no safe change');
    const text = after(retired(), fix, 'ask.py');
    client.edit('ask.py', text);
    await until(() => client.diagnostics('ask.py')?.version === 2);
    assert.deepEqual(rules('ask.py'), []);
    assert.equal((await client.hints('ask.py')).length, 1);
    assert.deepEqual(await client.actions('ask.py', MODEL.line, MODEL.character), []);
  });

  describe('of a rule shows its page', () => {
    const findingOf = async (capabilities: ClientCapabilities, options?: InitializationOptions) => {
      await client.shutdown();
      client = await startClient(capabilities, options);
      client.open('ask.py', retired());
      await until(() => rules('ask.py').length > 0);
      return client.diagnostics('ask.py')?.diagnostics[0]?.codeDescription;
    };
    const links = { textDocument: { publishDiagnostics: { codeDescriptionSupport: true } } };

    it('by the command of an editor that has one', async () => {
      const link = await findingOf(links, { canExplainRules: true });
      assert.equal(link?.href, `${RULE_SCHEME}:/retired-model.md`);
      const action = named(await client.actions('ask.py', MODEL.line, MODEL.character), /^Explain retired-model$/);
      assert.deepEqual([action.command?.command, action.command?.arguments], [EXPLAIN_RULE, ['retired-model']]);
      const page = await client.connection.sendRequest<string>(RULE_PAGE, 'retired-model');
      assert.match(page, /^# A model that its provider has retired[^]*## When to ignore it/);
      assert.match(await client.connection.sendRequest<string>(RULE_PAGE, ''), /^# Rules/);
      assert.equal(await client.connection.sendRequest(RULE_PAGE, 'no-such-rule'), null);
    });

    it('as a file in any other that opens links, and not at all in one that does not', async () => {
      const link = await findingOf(links);
      assert.ok(existsSync(fileURLToPath(link?.href ?? '')), link?.href);
      assert.equal(await findingOf({}), undefined);
      const actions = await client.actions('ask.py', MODEL.line, MODEL.character);
      assert.deepEqual(
        actions.filter(({ title }) => title.startsWith('Explain')),
        [],
      );
    });
  });

  it('says what a safe fix saves, and prefers it', async () => {
    client.open('answer.ts', LONG);
    await until(() => rules('answer.ts').includes('uncached-prefix'));
    const fix = named(
      await client.actions('answer.ts', 6, 20),
      /^Use cache_control: ~−\$0\.0\d+\/call after the first$/,
    );
    assert.equal(fix.isPreferred, true);
    const text = after(LONG, fix, 'answer.ts');
    assert.match(text, /^ {4}system: \[\{ type: 'text', text: MANUAL, cache_control: \{ type: 'ephemeral' \} \}\],$/m);
    client.edit('answer.ts', text);
    await until(() => client.diagnostics('answer.ts')?.version === 2);
    assert.deepEqual(rules('answer.ts'), []);
  });

  it('is silent on a line, in a file, in the workspace', async () => {
    client.open('ask.py', retired());
    const actions = await client.actions('ask.py', MODEL.line, MODEL.character);
    const line = after(retired(), named(actions, /^Ignore retired-model here$/), 'ask.py');
    assert.match(line, /^ {4}# prompt-cost: ignore retired-model\n {4}return client/m);
    const file = after(retired(), named(actions, /in this file$/), 'ask.py');
    assert.match(file, /^# prompt-cost: ignore-file retired-model\n/);
    for (const text of [line, file]) {
      client.edit('ask.py', retired());
      await until(() => rules('ask.py').length > 0);
      client.edit('ask.py', text);
      await until(() => rules('ask.py').length === 0);
      assert.equal((await client.hints('ask.py')).length, 1, 'the call itself is told');
    }
    const { edit } = named(actions, /^Switch retired-model off in this workspace$/);
    assert.deepEqual(
      edit?.documentChanges?.map(change => ('kind' in change ? change.kind : 'edit')),
      ['create', 'edit'],
    );
    const configuration = 'promptcost.config.yaml';
    await writeFile(
      path.join(client.folder, configuration),
      after('', { title: '', ...(edit && { edit }) }, configuration),
    );
    client.edit('ask.py', retired());
    await until(() => rules('ask.py').length > 0);
    const changes = [{ uri: client.uriOf(configuration), type: 1 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await until(() => rules('ask.py').length === 0);
  });

  it('a second rule is added to the comment that is there', async () => {
    const text = retired().replace('    return', '    # prompt-cost: ignore no-output-limit: short\n    return');
    client.open('ask.py', text);
    const actions = await client.actions('ask.py', MODEL.line + 1, MODEL.character);
    assert.match(
      after(text, named(actions, /here$/), 'ask.py'),
      /^ {4}# prompt-cost: ignore no-output-limit, retired-model: short\n {4}return client/m,
    );
  });

  it('tells nothing where the setting is off', async () => {
    client.open('ask.py', retired());
    await until(() => rules('ask.py').length > 0);
    await client.configure({ diagnostics: { enabled: false } });
    await until(() => rules('ask.py').length === 0);
    assert.deepEqual(await client.actions('ask.py', MODEL.line, MODEL.character), []);
  });

  it('tells of the example what its pages say', async () => {
    const file = 'service/assistant.py';
    client.open(file, await readFile(path.join(client.folder, file), 'utf8'));
    await client.hints(file);
    assert.ok(rules(file).every(rule => /^[a-z-]+$/.test(rule)));
  });
});
