import assert from 'node:assert/strict';
import { priceOf } from '../../pricing/index.ts';

/** `spelling → provider/model` of the catalogue; `?` where nobody can know. One that begins with `@host ` names who serves it. */
const SPELLINGS = `
gpt-4o → openai/gpt-4o
GPT-4o → openai/gpt-4o
  gpt-4o   → openai/gpt-4o
gpt-4o-2024-05-13 → openai/gpt-4o-2024-05-13
gpt-4o-2024-08-06 → openai/gpt-4o
gpt-4o-2024-11-20 → openai/gpt-4o
gpt-4o-mini → openai/gpt-4o-mini
gpt-4o-mini-2024-07-18 → openai/gpt-4o-mini
chatgpt-4o-latest → openai/chatgpt-4o-latest
gpt-4.1-2025-04-14 → openai/gpt-4.1
gpt-4.1-mini-20250414 → openai/gpt-4.1-mini
gpt-4-0613 → openai/gpt-4
gpt-4-1106-preview → openai/gpt-4-turbo
gpt-4-turbo-2024-04-09 → openai/gpt-4-turbo
gpt-3.5-turbo-0125 → openai/gpt-3.5-turbo
gpt-3.5-turbo-1106 → openai/gpt-3.5-turbo-1106
gpt-35-turbo → openai/gpt-3.5-turbo
gpt-4o-realtime-preview-2024-12-17 → openai/gpt-4o-realtime-preview
o1-2024-12-17 → openai/o1
o3-mini → openai/o3-mini
o4-mini-2025-04-16 → openai/o4-mini
text-embedding-3-large → openai/text-embedding-3-large
text-embedding-ada-002 → openai/text-embedding-ada-002
gpt-5-chat-latest → openai/gpt-5
ft:gpt-4o-mini-2024-07-18:acme::9xyz → openai/ft:gpt-4o-mini
ft:gpt-4o-2024-08-06:acme:support:abc123 → openai/ft:gpt-4o
ft:gpt-3.5-turbo-0125:acme::8aBc → openai/ft:gpt-3.5-turbo-
ft:gpt-4o-mini-2024-07-18:acme:support:AbC:ckpt-step-90 → openai/ft:gpt-4o-mini
openai/ft:gpt-4o-mini-2024-07-18:acme::9xyz → openai/ft:gpt-4o-mini
claude-3-5-sonnet-20241022 → anthropic/claude-3-5-sonnet
claude-3-5-sonnet-latest → anthropic/claude-3-5-sonnet
claude-3-5-haiku-latest → anthropic/claude-3-5-haiku-latest
claude-3-haiku-20240307 → anthropic/claude-3-haiku
claude-3-opus-20240229 → anthropic/claude-3-opus-latest
claude-sonnet-4-20250514 → anthropic/claude-sonnet-4-0
claude-sonnet-4-0 → anthropic/claude-sonnet-4-0
claude-opus-4-1-20250805 → anthropic/claude-opus-4-1
claude-sonnet-4-5-20250929 → anthropic/claude-sonnet-4-5
claude-sonnet-4.5 → anthropic/claude-sonnet-4-5
claude-haiku-4-5-20251001 → anthropic/claude-haiku-4-5
claude-opus-5 → anthropic/claude-opus-5
claude-opus-5-20260724 → anthropic/claude-opus-5
gemini-2.5-flash → google/gemini-2.5-flash
models/gemini-2.5-flash → google/gemini-2.5-flash
publishers/google/models/gemini-2.5-flash → google/gemini-2.5-flash
projects/shop/locations/us-central1/publishers/google/models/gemini-2.5-pro → google/gemini-2.5-pro
projects/shop/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929 → google/claude-sonnet-4-5
gemini-2.5-pro-preview-05-06 → google/gemini-2.5-pro
gemini-2.5-flash-lite-preview-09-2025 → google/gemini-2.5-flash-lite
gemini-2.0-flash-001 → google/gemini-2.0-flash
gemini-2.0-flash-exp → google/gemini-2.0-flash
gemini-1.5-pro-002 → google/gemini-1.5-pro
gemini-1.5-flash-latest → google/gemini-1.5-flash
claude-sonnet-4-5@20250929 → google/claude-sonnet-4-5
claude-3-5-sonnet-v2@20241022 → google/claude-3-5-sonnet
claude-haiku-4-5@latest → google/claude-haiku-4-5
mistral-large-latest → mistral/mistral-large
mistral-small-latest → mistral/mistral-small-latest
codestral-2508 → mistral/codestral-2508
deepseek-chat → deepseek/deepseek-chat
deepseek-reasoner → deepseek/deepseek-reasoner
grok-3 → x-ai/grok-3
grok-4-0709 → x-ai/grok-4-0709
command-r-plus → cohere/command-r-plus
voyage-3-large → voyageai/voyage-3-large
anthropic.claude-3-haiku-20240307-v1:0 → aws/regional.anthropic.claude-3-haiku-20240307-v1:0
anthropic.claude-3-5-sonnet-20241022-v2:0 → aws/regional.anthropic.claude-3-5-sonnet-20241022-v2:0
us.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0
eu.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0
apac.anthropic.claude-sonnet-4-20250514-v1:0 → aws/regional.anthropic.claude-sonnet-4-20250514-v1:0
jp.anthropic.claude-haiku-4-5-20251001-v1:0 → aws/regional.anthropic.claude-haiku-4-5-20251001-v1:0
global.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/global.anthropic.claude-sonnet-4-5-20250929-v1:0
global.anthropic.claude-opus-5 → aws/global.anthropic.claude-opus-5
us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0
amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
us.amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
eu.amazon.nova-micro-v1:0 → aws/amazon.nova-micro-v1:0
amazon.titan-embed-text-v1 → aws/amazon.titan-embed-text-v1
meta.llama3-1-8b-instruct-v1:0 → aws/meta.llama3-1-8b-instruct-v1:0
us.meta.llama3-3-70b-instruct-v1:0 → aws/meta.llama3-3-70b-instruct-v1:0
mistral.mistral-7b-instruct-v0:2 → aws/mistral.mistral-7b-instruct-v0:2
openai.gpt-oss-120b-1:0 → aws/openai.gpt-oss-120b-1:0
us.deepseek.r1-v1:0 → aws/deepseek.r1-v1:0
arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0 → aws/regional.anthropic.claude-3-haiku-20240307-v1:0
arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0
arn:aws:bedrock:eu-central-1:123456789012:inference-profile/global.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/global.anthropic.claude-sonnet-4-5-20250929-v1:0
arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
bedrock/anthropic.claude-3-haiku-20240307-v1:0 → aws/regional.anthropic.claude-3-haiku-20240307-v1:0
bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0 → aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0
bedrock/converse/us.amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
bedrock/invoke/amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
bedrock/us-east-1/amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
bedrock/arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
bedrock:us.amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
bedrock_converse:amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
amazon-bedrock/us.amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
azure/gpt-4o → azure/gpt-4o
azure/gpt-4o-mini-2024-07-18 → azure/gpt-4o-mini
azure/gpt-35-turbo → azure/gpt-3.5-turbo
azure/o4-mini → azure/o4-mini
azure_openai:gpt-4o → azure/gpt-4o
azure_ai/phi-4 → azure/phi-4
vertex_ai/gemini-2.5-flash → google/gemini-2.5-flash
vertex_ai/claude-sonnet-4-5@20250929 → google/claude-sonnet-4-5
gemini/gemini-2.5-pro → google/gemini-2.5-pro
google_genai:gemini-2.5-flash → google/gemini-2.5-flash
google-gla:gemini-2.5-flash → google/gemini-2.5-flash
groq/llama-3.3-70b-versatile → groq/llama-3.3-70b-versatile
groq:llama-3.1-8b-instant → groq/llama-3.1-8b-instant
groq/openai/gpt-oss-120b → groq/openai/gpt-oss-120b
openai/gpt-4o → openai/gpt-4o
openai:gpt-4o-mini → openai/gpt-4o-mini
openai/gpt-4.1-2025-04-14 → openai/gpt-4.1
text-completion-openai/gpt-3.5-turbo-instruct → openai/gpt-3.5-turbo-instruct
anthropic/claude-sonnet-4.5 → anthropic/claude-sonnet-4-5
anthropic:claude-3-5-haiku-latest → anthropic/claude-3-5-haiku-latest
mistral/mistral-large-latest → mistral/mistral-large
codestral/codestral-2508 → mistral/codestral-2508
mistralai:mistral-small-latest → mistral/mistral-small-latest
deepseek/deepseek-chat → deepseek/deepseek-chat
xai/grok-3 → x-ai/grok-3
x-ai/grok-3-mini → x-ai/grok-3-mini
cohere/command-r-plus → cohere/command-r-plus
cohere_chat/command-r-plus → cohere/command-r-plus
perplexity/sonar → perplexity/sonar
together_ai/meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo → together/meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo
fireworks_ai/accounts/fireworks/models/llama-v3p1-8b-instruct → fireworks/llama-v3p1-8b-instruct
accounts/fireworks/models/deepseek-v3-0324 → fireworks/deepseek-v3-0324
voyage/voyage-3-large → voyageai/voyage-3-large
openrouter/anthropic/claude-sonnet-4.5 → openrouter/anthropic/claude-sonnet-4.5
openrouter/openai/gpt-4o → openrouter/openai/gpt-4o
openrouter/openai/gpt-4o:online → openrouter/openai/gpt-4o
openai/gpt-4o:online → openrouter/openai/gpt-4o
@openrouter openai/gpt-4o → openrouter/openai/gpt-4o
@openrouter openai/gpt-4o:extended → openrouter/openai/gpt-4o:extended
@openrouter anthropic/claude-3.7-sonnet:thinking → openrouter/anthropic/claude-3.7-sonnet
@openrouter.ai anthropic/claude-sonnet-4.5 → openrouter/anthropic/claude-sonnet-4.5
@openai openai/gpt-4o → openai/gpt-4o
@anthropic claude-haiku-4-5 → anthropic/claude-haiku-4-5
@azure gpt-4o → azure/gpt-4o
@shop.openai.azure.com gpt-4.1-mini → azure/gpt-4.1-mini
@azure claude-haiku-4-5 → azure/claude-haiku-4-5
@aws us.amazon.nova-lite-v1:0 → aws/amazon.nova-lite-v1:0
@aws arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-pro-v1:0 → aws/amazon.nova-pro-v1:0
@google models/gemini-2.5-flash → google/gemini-2.5-flash
@litellm anthropic/claude-haiku-4-5 → anthropic/claude-haiku-4-5
@groq openai/gpt-oss-20b → groq/openai/gpt-oss-20b
@huggingface meta-llama/Llama-3.3-70B-Instruct:groq → huggingface_groq/meta-llama/Llama-3.3-70B-Instruct
meta-llama/Llama-3.3-70B-Instruct:groq → huggingface_groq/meta-llama/Llama-3.3-70B-Instruct
openai/gpt-oss-120b:together → huggingface_together/openai/gpt-oss-120b
huggingface/groq/openai/gpt-oss-20b → huggingface_groq/openai/gpt-oss-20b

gpt-4o-but-mine → ?
my-gpt-4o → ?
notgpt-4o → ?
gpt-4o-mini-custom → ?
gpt-4o-prod → ?
gpt-4o-2030-13-45 → ?
gpt-4.1-micro → ?
gpt-4.1-2026-01-01 → ?
gpt-9 → ?
prod-gpt4 → ?
text-embedding-3-small-v2 → ?
ft:gpt-4.1-2025-04-14:acme::9xyz → ?
ft:acme → ?
davinci:ft-acme-2023-04-01 → ?
claude-sonnet → ?
claude-sonnet-4-5-prod → ?
claude-sonnet-4-50 → ?
claude-sonnet-5-9 → ?
claude-opus-6 → ?
claude-haiku-4-5-99999999 → ?
my-claude-sonnet-4-5 → ?
claude-sonnet-4-5-20250929-shop → ?
gemini-1.5-flash-8b-tuned → ?
gemini-2.5-pro-shop → ?
gemini-2.5-flash-tuned-123 → ?
tunedModels/shop-1234 → ?
projects/shop/locations/us-central1/endpoints/1234567890 → ?
o4-mini-deep → ?
moderation-of-shop → ?
arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456 → ?
arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456 → ?
arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abc123 → ?
arn:aws:bedrock:us-east-1:123456789012:imported-model/abc123 → ?
arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1 → ?
arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-pro-v1:0 → ?
arn:aws:sagemaker:us-east-1:123456789012:endpoint/llama → ?
bedrock/us-east-1/1-month-commitment/anthropic.claude-v2:1 → ?
us-gov.amazon.nova-lite-v1:0 → ?
mars.amazon.nova-lite-v1:0 → ?
anthropic.claude-3-haiku-20240307-v1:0:200k → ?
azure/my-deployment → ?
azure/gpt-4o-prod → ?
azure/gpt4o → ?
@azure prod-o4-mini → ?
@shop.openai.azure.com chat → ?
openrouter/openai/gpt-4o:nitro → ?
openrouter/openai/gpt-4o:floor → ?
meta-llama/llama-3.3-70b-instruct:exacto → ?
openrouter/openai/gpt-4o:free → ?
openrouter/auto → ?
llama3.1:8b → ?
llama3 → ?
mistral:7b → ?
mistral:latest → ?
deepseek-r1:14b → ?
gpt-oss:20b → ?
qwen2.5-coder:7b-instruct-q4_K_M → ?
phi3:3.8b-mini-128k-instruct-q4_0 → ?
ollama/llama3.1 → ?
ollama_chat/gpt-4o → ?
hosted_vllm/meta-llama/Llama-3.3-70B-Instruct → ?
lm_studio/gpt-4o → ?
@ollama llama3.1 → ?
@localhost gpt-4o → ?
@openai-proxy.internal gpt-4o → ?
@openai claude-haiku-4-5 → ?
litellm_proxy/gpt-4o → ?
replicate/meta/meta-llama-3-70b-instruct → ?
deepinfra/meta-llama/Llama-3.3-70B-Instruct → ?
github/gpt-4o → ?
sagemaker/jumpstart-llama → ?
meta-llama/Llama-3.3-70B-Instruct → ?
@huggingface meta-llama/Llama-3.3-70B-Instruct → ?
meta-llama/Llama-3.3-70B-Instruct:fastest → ?
llama-3.3-70b → ?
gpt → ?
constructor → ?
__proto__/x → ?
: → ?
/ → ?
toString → ?
`;

const rows = SPELLINGS.split('\n')
  .filter(line => line.trim() !== '')
  .map(line => line.split('→').map(part => part.trim()) as [string, string]);

describe('spellings of a model', () => {
  for (const [spelling, expected] of rows)
    it(`${spelling} is ${expected === '?' ? 'nothing with a price' : expected}`, () => {
      const [, host = null, id = spelling] = /^@(\S+) (.+)$/.exec(spelling) ?? [];
      const price = priceOf(id, host, '2026-11-21', 0);
      assert.equal(
        price.known ? `${price.value.provider}/${price.value.model}` : '?',
        expected,
        JSON.stringify(price, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      );
      if (!price.known) assert.notEqual(price.why, '');
    });

  it('are many, and many of them are nothing', () => {
    assert.ok(rows.length >= 150);
    assert.ok(rows.filter(([, expected]) => expected === '?').length >= 40);
  });

  it('are marked where the name is no proof', () => {
    const azure = priceOf('gpt-4o', 'azure', '2026-11-21', 0);
    assert.ok(azure.known);
    assert.match(azure.value.doubt ?? '', /name of an Azure deployment is free/);
    const online = priceOf('openrouter/openai/gpt-4o:online', null, '2026-11-21', 0);
    assert.ok(online.known);
    assert.match(online.value.mayExceed ?? '', /web search/);
  });
});
