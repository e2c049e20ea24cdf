import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import { googleGenai } from './google-genai.ts';
import { googleGenerativeai } from './google-generativeai.ts';
import { langchain } from './langchain.ts';
import { litellm } from './litellm.ts';
import { openai } from './openai.ts';
import type { Sdk } from './sdk.ts';

/** Every SDK that is known, one data file each. */
export const SDKS: readonly Sdk[] = [openai, anthropic, googleGenai, googleGenerativeai, aiSdk, langchain, litellm];

/** Names of all their packages. */
export const SDK_PACKAGES: ReadonlySet<string> = new Set(
  SDKS.flatMap(sdk => [...(sdk.packages.python ?? []), ...(sdk.packages.typescript ?? [])]),
);
