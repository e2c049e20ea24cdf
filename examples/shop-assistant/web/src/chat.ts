import { openai } from '@ai-sdk/openai';
import { streamText } from 'ai';
import { PRODUCT_ADVISOR } from '@/prompts';

export interface Product {
  name: string;
  sheet: string;
}

/** Streams the answer to a question on a product page. */
export function answerOnProductPage(product: Product, question: string): Response {
  const result = streamText({
    model: openai('gpt-4.1-mini'),
    system: PRODUCT_ADVISOR,
    prompt: `Product: ${product.name}\n\nData sheet:\n${product.sheet}\n\nQuestion: ${question}`,
    maxOutputTokens: 250,
  });
  return result.toTextStreamResponse();
}
