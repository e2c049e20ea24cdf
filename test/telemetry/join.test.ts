import assert from 'node:assert/strict';
import { joinTo, targetOf } from '../../server/core/signals/join.ts';
import type { UsageLabels } from '../../server/core/signals/model.ts';
import { openSession } from '../../server/workspace/open.ts';
import { layAssets } from '../harness/assets.ts';
import { createFolder } from '../harness/folder.ts';

const AGENT = `from openai import OpenAI

client = OpenAI()
SYSTEM_PROMPT = "You answer questions about boats."

class Agent:
    def answer(self, question):
        return client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "system", "content": SYSTEM_PROMPT}, {"role": "user", "content": question}],
        )

    def title(self, text):
        return client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])

    def vector(self, text):
        return client.embeddings.create(model="text-embedding-3-small", input=text)
`;
const OTHER = `import OpenAI from 'openai';
const client = new OpenAI();
export const ask = (text: string) => client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: text }] });
`;
const NOTHING: UsageLabels = {
  vocabulary: 'otel-genai',
  counter: 'client',
  service: null,
  environment: null,
  provider: 'openai',
  requestModel: null,
  responseModel: null,
  operation: 'chat',
  name: null,
  code: null,
  labels: {},
};

describe('a sample and its call', () => {
  let told: (labels: Partial<UsageLabels>) => string;
  before(async () => {
    const folder = createFolder({ 'src/agents/boats.py': AGENT, 'web/ask.ts': OTHER });
    const session = await openSession({ root: folder.root, assets: await layAssets() });
    const { analyses } = await session.scan();
    folder.remove();
    const join = joinTo(
      analyses.flatMap(({ calls }) => calls.map(call => targetOf('/work', call))),
      '2026-11-21',
    );
    told = labels => {
      const joined = join({ ...NOTHING, ...labels });
      return joined ? `${joined.target.site.split('#')[1]} by ${joined.basis}` : 'none';
    };
  });
  const at = (file: string, line: number | null, name: string | null = null) => ({
    code: { file, line, function: name },
  });

  it('belong together by file and line, wherever the file lay', () => {
    assert.equal(told(at('/srv/app/src/agents/boats.py', 8)), 'Agent.answer.openai.chat.completions.create by line');
    assert.equal(told(at('C:\\app\\src\\agents\\boats.py', 11)), 'Agent.answer.openai.chat.completions.create by line');
    assert.equal(told(at('agents/boats.py', 14)), 'Agent.title.openai.chat.completions.create by line');
    assert.equal(told(at('/srv/app/other/boats.py', 8)), 'none');
    // The name alone, as a stranger's file may have it: only with a model that this call asks.
    const title = { ...at('boats.py', 14), requestModel: 'gpt-4o-mini' };
    assert.equal(told(title), 'Agent.title.openai.chat.completions.create by line');
    assert.equal(told({ ...title, requestModel: 'gpt-5' }), 'none');
  });

  it('belong together by function where lines have moved', () => {
    assert.equal(
      told(at('/app/src/agents/boats.py', 99, 'Agent.title')),
      'Agent.title.openai.chat.completions.create by name',
    );
    assert.equal(
      told(at('/app/src/agents/boats.py', null, 'title')),
      'Agent.title.openai.chat.completions.create by name',
    );
    assert.equal(told(at('/app/src/agents/boats.py', 99, 'main')), 'none');
  });

  it('belong together by the name of a function or of a prompt', () => {
    assert.equal(told({ name: 'Agent.answer' }), 'Agent.answer.openai.chat.completions.create by name');
    assert.equal(told({ name: 'SYSTEM_PROMPT' }), 'Agent.answer.openai.chat.completions.create by name');
  });

  it('belong together by the model where one call alone asks it', () => {
    assert.equal(told({ requestModel: 'gpt-4o' }), 'Agent.answer.openai.chat.completions.create by model');
    assert.equal(
      told({ requestModel: 'gpt-4o', responseModel: 'gpt-4o-2024-08-06' }),
      'Agent.answer.openai.chat.completions.create by model',
    );
    assert.equal(told({ requestModel: 'gpt-4o-mini' }), 'none');
    assert.equal(told({ requestModel: 'gpt-4o', operation: 'embedding' }), 'none');
    assert.equal(
      told({ requestModel: 'text-embedding-3-small', operation: 'embedding' }),
      'Agent.vector.openai.embeddings.create by model',
    );
    assert.equal(told({}), 'none');
  });
});
