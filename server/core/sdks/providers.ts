/**
 * Names that SDKs and routers give a provider, as the price catalogue's id. A provider that the catalogue does not have
 * keeps its own name: its models then have no price, which is what is known.
 */
const NAMES: Readonly<Record<string, string>> = {
  gemini: 'google',
  vertex: 'google',
  vertex_ai: 'google',
  google_genai: 'google',
  google_vertexai: 'google',
  'google-vertex': 'google',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  amazon: 'aws',
  'amazon-bedrock': 'aws',
  azure_ai: 'azure',
  azure_openai: 'azure',
  mistralai: 'mistral',
  xai: 'x-ai',
  together_ai: 'together',
  togetherai: 'together',
  fireworks_ai: 'fireworks',
  text_completion_openai: 'openai',
  ollama_chat: 'ollama',
};

export const providerNamed = (name: string): string => NAMES[name.toLowerCase()] ?? name.toLowerCase();

/** Packages whose functions make a model for the Vercel AI SDK: `openai('gpt-4o')`. */
const MODEL_PACKAGE = /^(?:@ai-sdk\/|@openrouter\/ai-sdk-provider$|ollama-ai-provider)([\w-]*)/;

/** Provider of a model-making package; null for a gateway, whose model names carry it; undefined for any other package. */
export function providerOfPackage(name: string): string | null | undefined {
  const found = MODEL_PACKAGE.exec(name);
  if (!found) return undefined;
  if (name.startsWith('@openrouter')) return 'openrouter';
  if (name.startsWith('ollama')) return 'ollama';
  return found[1] === 'gateway' ? null : providerNamed(found[1] ?? '');
}
