import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import { cohere } from './cohere.ts';
import { googleGenai } from './google-genai.ts';
import { googleGenerativeai } from './google-generativeai.ts';
import { groq } from './groq.ts';
import { langchain } from './langchain.ts';
import { litellm } from './litellm.ts';
import { mistral } from './mistral.ts';
import { openai } from './openai.ts';
import type { Sdk } from './sdk.ts';
import { together } from './together.ts';

/** Every SDK that is known, one data file each. */
export const SDKS: readonly Sdk[] = [
  openai,
  anthropic,
  googleGenai,
  googleGenerativeai,
  aiSdk,
  langchain,
  litellm,
  mistral,
  groq,
  cohere,
  together,
];

/** Names of all their packages. */
export const SDK_PACKAGES: ReadonlySet<string> = new Set(
  SDKS.flatMap(sdk => [...(sdk.packages.python ?? []), ...(sdk.packages.typescript ?? [])]),
);

/** Names of clients that can be stages of a pipeline. */
export const PIPED_CLIENTS: ReadonlySet<string> = new Set(
  SDKS.flatMap(sdk => (sdk.pipes ? Object.keys(sdk.clients) : [])),
);
