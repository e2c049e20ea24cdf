import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLI, ENVIRONMENT } from '../harness/cli.ts';
import { createFolder, type Folder } from '../harness/folder.ts';

const NAME = 'PROMPTCOST_PROMETHEUS_';
const COMMANDS: Readonly<Record<string, (url: string) => string[]>> = {
  live: url => ['live', '--prometheus', url, '--for', '1s'],
  rules: url => ['rules', '--url', url],
};

describe('who asks a Prometheus', function () {
  this.timeout(60_000);
  let folder: Folder;
  let seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(403, { 'content-type': 'text/plain' }).end('who are you?');
  });
  before(async () => {
    folder = createFolder({ 'app.py': 'x = 1\n' });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => (seen = []));
  after(() => {
    server.close().closeAllConnections();
    folder.remove();
  });

  function run(command: string, env: NodeJS.ProcessEnv): Promise<string> {
    const args = COMMANDS[command]?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) ?? [];
    const options = { cwd: folder.root, env: { ...ENVIRONMENT, ...env } };
    return new Promise(resolve =>
      execFile(process.execPath, [CLI, ...args], options, (_, out, err) => resolve(out + err)),
    );
  }

  for (const command of Object.keys(COMMANDS))
    it(`is told to ${command} by the same variables`, async () => {
      const told = await run(command, { [`${NAME}TOKEN`]: 's3cret' });
      assert.equal(seen[0]?.authorization, 'Bearer s3cret');
      assert.ok(!told.includes('s3cret'), told);
      await run(command, { [`${NAME}USER`]: '4711', [`${NAME}PASSWORD`]: 's3cret' });
      assert.equal(seen.at(-1)?.authorization, `Basic ${Buffer.from('4711:s3cret').toString('base64')}`);
      await run(command, { [`${NAME}HEADER`]: 'X-Scope-OrgID: team' });
      assert.equal(seen.at(-1)?.['x-scope-orgid'], 'team');
      seen = [];
      assert.match(await run(command, { [`${NAME}HEADER`]: 'team' }), /PROMPTCOST_PROMETHEUS_HEADER is no header/);
      assert.deepEqual(seen, []);
    });
});
