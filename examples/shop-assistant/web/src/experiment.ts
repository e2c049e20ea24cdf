import OpenAI from 'openai';
import { PRODUCT_ADVISOR } from '@/prompts';

const client = new OpenAI();

/** Asks the same question of any model: which one is a decision of the caller, so no price can be known here. */
export async function askModel(model: string, question: string): Promise<string | null> {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'system', content: PRODUCT_ADVISOR },
      { role: 'user', content: question },
    ],
    max_completion_tokens: 250,
  });
  return completion.choices[0]?.message.content ?? null;
}
