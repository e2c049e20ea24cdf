import { providerNamed } from '../../../pricing/provider.ts';

/** Packages whose functions make a model for the Vercel AI SDK: `openai('gpt-4o')`; 3.0 had them itself, in `ai/openai`. */
const MODEL_PACKAGE =
  /^(?:@ai-sdk\/|ai\/(?=(?:anthropic|google|mistral|openai)$)|@openrouter\/ai-sdk-provider$|ollama-ai-provider)([\w-]*)/;

/** Provider of a model-making package; null for a gateway, whose model names carry it; undefined for any other package. */
export function providerOfPackage(name: string): string | null | undefined {
  const found = MODEL_PACKAGE.exec(name);
  if (!found) return undefined;
  if (name.startsWith('@openrouter')) return 'openrouter';
  if (name.startsWith('ollama')) return 'ollama';
  return found[1] === 'gateway' ? null : providerNamed(found[1] ?? '');
}
