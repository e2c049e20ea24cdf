import assert from 'node:assert/strict';
import { tierOf } from '../server/core/calls/tier.ts';

const FILES = {
  production: [
    'src/index.ts',
    'app/testimonials.py',
    'internal/latest/run.go',
    'Audit.java',
    'pkg/outline/out.go',
    'src/contest.rb',
  ],
  test: [
    'tests/a.py',
    'pkg/ai/openai_test.go',
    'src/test/java/a/ClientTest.java',
    'src/Api.Tests/Api.cs',
    'spec/models/user_spec.rb',
    'src/a.spec.ts',
    'app/a.stories.tsx',
    'conftest.py',
  ],
  example: ['examples/chat.py', 'docs/a.ts', 'cookbook/rag.ipynb'],
  vendored: [
    'vendor/github.com/a/b.go',
    'api/v1/api.pb.go',
    'proto/llm_pb2.py',
    'src/__generated__/graphql.ts',
    'public/app.min.js',
    'dist/index.js',
    'Forms/Main.Designer.cs',
  ],
} as const;

describe('what a file is for', () => {
  for (const [tier, files] of Object.entries(FILES)) {
    for (const file of files) it(`${file} is ${tier}`, () => assert.equal(tierOf(file), tier));
  }
});
