import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createFolder } from '../harness/folder.ts';

const PROCESSOR = path.join(import.meta.dirname, '../../docs/live/call_sites.py');

/** The one class of the SDK that the processor extends, as the SDK has it: nothing that it does is decided there. */
const SDK = `class SpanProcessor:
    def on_start(self, span, parent_context=None): ...
    def on_end(self, span): ...
`;
/** What an instrumentation does: it begins a span within a package. */
const PACKAGE = `def create(processor):
    attributes = {}
    class Span:
        def set_attribute(self, name, value):
            attributes[name] = value
    processor.on_start(Span())
    return attributes
`;
const APP = `import json
from call_sites import CallSites
import client

class Agent:
    def answer(self):
        return [
            client.create(CallSites())
        ][0]

print(json.dumps(Agent().answer()))
`;

describe('the span processor for Python', () => {
  it('tells the line of the first frame that is of no package', () => {
    const folder = createFolder({
      'sdk/opentelemetry/__init__.py': '',
      'sdk/opentelemetry/sdk/__init__.py': '',
      'sdk/opentelemetry/sdk/trace/__init__.py': SDK,
      'lib/call_sites.py': readFileSync(PROCESSOR),
      'lib/client.py': PACKAGE,
      'app.py': APP,
    });
    const run = (...notOwn: string[]): Record<string, unknown> => {
      const patch = `import call_sites; call_sites.NOT_OWN += (${notOwn.map(one => JSON.stringify(one)).join(', ')},)\n`;
      folder.write('main.py', `${notOwn.length > 0 ? patch : ''}${APP}`);
      const out = execFileSync('python3', ['main.py'], {
        cwd: folder.root,
        encoding: 'utf8',
        env: {
          ...process.env,
          PYTHONPATH: [path.join(folder.root, 'sdk'), path.join(folder.root, 'lib')].join(path.delimiter),
        },
      });
      return JSON.parse(out);
    };
    // Where the client is no package of the interpreter, its own line is the first.
    assert.equal(run()['code.file.path'], path.join(folder.root, 'lib/client.py'));
    const told = run(path.join(folder.root, 'lib'));
    assert.equal(path.basename(String(told['code.file.path'])), 'main.py');
    assert.equal(told['code.line.number'], 9);
    assert.match(String(told['code.function.name']), /answer$/);
    folder.remove();
  });
});
