import type { LanguageId } from '../languages/language.ts';
import { agno } from './agno.ts';
import { aiSdk } from './ai-sdk.ts';
import { ai21 } from './ai21.ts';
import { alephAlpha } from './aleph-alpha.ts';
import { anthropic, ANTHROPIC_HOSTED } from './anthropic.ts';
import { autogen } from './autogen.ts';
import { azureInference, azureOpenai } from './azure.ts';
import { bedrock, bedrockGo, bedrockGoV1, bedrockJobs, bedrockPhp, bedrockPython, bedrockRuby } from './bedrock.ts';
import { claudeAgent } from './claude-agent.ts';
import { asyncOpenai } from './async-openai.ts';
import { anthropicDotnet } from './anthropic-dotnet.ts';
import { bedrockDotnet } from './bedrock-dotnet.ts';
import { betalgo } from './betalgo.ts';
import { cohere } from './cohere.ts';
import { crewai } from './crewai.ts';
import { dspy } from './dspy.ts';
import { googleAdk } from './google-adk.ts';
import { googleDotnet } from './google-dotnet.ts';
import { googleGenai } from './google-genai.ts';
import { googleGenerativeai } from './google-generativeai.ts';
import { haystackChat, haystackEmbedding } from './haystack.ts';
import { huggingface } from './huggingface.ts';
import { geminiRuby, ollamaRuby } from './gemini-ruby.ts';
import { instructor } from './instructor.ts';
import { langchainAgents } from './langchain-agents.ts';
import { langchainRuby } from './langchain-ruby.ts';
import { langchainVectorstores } from './langchain-vectorstores.ts';
import { langchain } from './langchain.ts';
import { litellm } from './litellm.ts';
import { llamaCpp } from './llama-cpp.ts';
import { llamaindex } from './llamaindex.ts';
import { mastra } from './mastra.ts';
import { mistral } from './mistral.ts';
import { ollama } from './ollama.ts';
import { openaiAgents } from './openai-agents.ts';
import { OPENAI_COMPATIBLE } from './openai-compatible.ts';
import { microsoftExtensionsAi } from './microsoft-extensions-ai.ts';
import { ollamasharp } from './ollamasharp.ts';
import { azureOpenaiDotnet, openaiDotnet } from './openai-dotnet.ts';
import { anthropicPhp, geminiPhp, openaiPhp } from './openai-php.ts';
import { anthropicRuby, openaiRuby } from './openai-ruby.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { prismPhp } from './prism-php.ts';
import { pydanticAi } from './pydantic-ai.ts';
import { replicate } from './replicate.ts';
import { sagemaker, sagemakerGo, sagemakerGoV1 } from './sagemaker.ts';
import { anthropicGo } from './anthropic-sdk-go.ts';
import { azopenai } from './azopenai.ts';
import { cohereGo } from './cohere-go.ts';
import { generativeAiGo } from './generative-ai-go.ts';
import { goGenai } from './go-genai.ts';
import { goOpenai } from './go-openai.ts';
import { langchainGo } from './langchaingo.ts';
import { ollamaGo } from './ollama-go.ts';
import { openaiGo } from './openai-go.ts';
import { watsonxGo } from './watsonx-go.ts';
import { goHuggingface } from './go-huggingface.ts';
import { ociGo } from './oci-go.ts';
import { rubyLlm } from './ruby-llm.ts';
import { anthropicAiSdk, anthropicSdkRust } from './anthropic-rust.ts';
import { bedrockRust } from './bedrock-rust.ts';
import { genaiRust } from './genai-rust.ts';
import { ollamaRs } from './ollama-rs.ts';
import { openaiApiRs } from './openai-api-rs.ts';
import { rig } from './rig.ts';
import { anthropicJava } from './anthropic-java.ts';
import { azureOpenaiJava } from './azure-openai-java.ts';
import { bedrockJava } from './bedrock-java.ts';
import { googleGenaiJava, vertexJava } from './google-java.ts';
import { langchain4j, langchain4jServices, langchain4jStreaming } from './langchain4j.ts';
import { ollama4j } from './ollama4j.ts';
import { openaiGpt3Java } from './openai-gpt3-java.ts';
import { openaiJava } from './openai-java.ts';
import { springAi } from './spring-ai.ts';
import type { Sdk } from './sdk.ts';
import { semanticKernel } from './semantic-kernel.ts';
import { smolagents } from './smolagents.ts';
import { strands } from './strands.ts';
import { vllm } from './vllm.ts';
import { voyage } from './voyage.ts';
import { watsonx } from './watsonx.ts';
import { writer } from './writer.ts';
import { semanticKernelAgentsDotnet, semanticKernelDotnet } from './semantic-kernel-dotnet.ts';

/** Every SDK that is known, one data file each. */
export const SDKS: readonly Sdk[] = [
  openai,
  asyncOpenai,
  anthropic,
  googleGenai,
  googleGenerativeai,
  aiSdk,
  // Its stores lie within packages that the SDK itself names.
  langchainVectorstores,
  langchain,
  llamaindex,
  litellm,
  instructor,
  dspy,
  haystackChat,
  haystackEmbedding,
  semanticKernel,
  mistral,
  cohere,
  ...ANTHROPIC_HOSTED,
  ...OPENAI_COMPATIBLE,
  azureOpenai,
  azureInference,
  bedrock,
  bedrockPython,
  bedrockJobs,
  sagemaker,
  ollama,
  openrouter,
  huggingface,
  replicate,
  writer,
  watsonx,
  voyage,
  ai21,
  alephAlpha,
  llamaCpp,
  vllm,
  agno,
  autogen,
  claudeAgent,
  crewai,
  googleAdk,
  langchainAgents,
  mastra,
  openaiAgents,
  pydanticAi,
  smolagents,
  strands,
  rig,
  genaiRust,
  openaiApiRs,
  anthropicAiSdk,
  anthropicSdkRust,
  bedrockRust,
  ollamaRs,
  openaiDotnet,
  azureOpenaiDotnet,
  anthropicDotnet,
  betalgo,
  googleDotnet,
  bedrockDotnet,
  ollamasharp,
  semanticKernelDotnet,
  semanticKernelAgentsDotnet,
  // After those whose clients it wraps.
  microsoftExtensionsAi,
  openaiGo,
  goOpenai,
  anthropicGo,
  goGenai,
  generativeAiGo,
  bedrockGo,
  bedrockGoV1,
  sagemakerGo,
  sagemakerGoV1,
  ollamaGo,
  cohereGo,
  azopenai,
  langchainGo,
  watsonxGo,
  goHuggingface,
  ociGo,
  openaiJava,
  anthropicJava,
  googleGenaiJava,
  vertexJava,
  bedrockJava,
  azureOpenaiJava,
  openaiGpt3Java,
  springAi,
  langchain4jServices,
  langchain4jStreaming,
  langchain4j,
  ollama4j,
  openaiRuby,
  anthropicRuby,
  rubyLlm,
  langchainRuby,
  geminiRuby,
  ollamaRuby,
  bedrockRuby,
  openaiPhp,
  anthropicPhp,
  geminiPhp,
  prismPhp,
  bedrockPhp,
];

const byLanguage = new Map<LanguageId, readonly Sdk[]>();
const packages = new Map<LanguageId, ReadonlySet<string>>();

/** SDKs for programs of a language. */
export function sdksOf(language: LanguageId): readonly Sdk[] {
  const found = byLanguage.get(language) ?? SDKS.filter(sdk => sdk.packages[language]);
  byLanguage.set(language, found);
  return found;
}

/** Names of all their packages, but for those that a project may well have itself. */
export function packagesOf(language: LanguageId): ReadonlySet<string> {
  const own = ({ packages: all, ordinary }: Sdk): string[] =>
    (all[language] ?? []).filter(name => ordinary?.includes(name) !== true);
  const found = packages.get(language) ?? new Set(sdksOf(language).flatMap(own));
  packages.set(language, found);
  return found;
}

/** Whether a name of these words lies in an SDK's package, or leads to one. */
export function isOfPackage(words: readonly string[], language: LanguageId): boolean {
  if (words.length === 1 && !/^[A-Z]/.test(words[0] ?? '')) return false;
  const name = `${words.join('.')}.`;
  return [...packagesOf(language)].some(one => name.startsWith(`${one}.`));
}

/** Whether it is an SDK's package of a name that a project may well have itself. */
export const isOrdinary = (name: string, language: LanguageId): boolean =>
  sdksOf(language).some(sdk => sdk.ordinary?.includes(name) === true);

/** Whether a package is an SDK's, or a part of one. */
export const isOfSdk = (name: string, language: LanguageId): boolean =>
  [...packagesOf(language)].some(known => name === known || name.startsWith(`${known}/`));

/** Of some packages the one that is an SDK's and has this name: a client, or what an operation begins with. */
export function packageKnowing(name: string, among: readonly string[], language: LanguageId): string | undefined {
  for (const sdk of sdksOf(language)) {
    const own = sdk.packages[language] ?? [];
    const known = among.find(one => own.some(inside => one === inside || one.startsWith(`${inside}.`)));
    if (known !== undefined && namesOf(sdk).has(name)) return known;
  }
  return undefined;
}

const names = new Map<Sdk, ReadonlySet<string>>();

function namesOf(sdk: Sdk): ReadonlySet<string> {
  const first = (callee: string): string => (callee.split('.')[0] ?? '').replace('()', '');
  const found =
    names.get(sdk) ??
    new Set([...Object.keys(sdk.clients), ...sdk.operations.flatMap(operation => operation.callee.map(first))]);
  names.set(sdk, found);
  return found;
}

/** Names of clients that can be stages of a pipeline. */
export const PIPED_CLIENTS: ReadonlySet<string> = new Set(
  SDKS.flatMap(sdk => (sdk.pipes ? Object.keys(sdk.clients) : [])),
);
