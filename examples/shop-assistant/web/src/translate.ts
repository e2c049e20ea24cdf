import OpenAI from 'openai';
import { TRANSLATOR } from '@/prompts';

const client = new OpenAI();

const LANGUAGES = ['German', 'French', 'Dutch', 'Danish'];

/** One call per language, all at once. */
export async function translateToAll(text: string): Promise<string[]> {
  return Promise.all(
    LANGUAGES.map(async language => {
      const response = await client.responses.create({
        model: 'gpt-5-mini',
        instructions: TRANSLATOR,
        input: `Into ${language}:\n\n${text}`,
        max_output_tokens: 2000,
      });
      return response.output_text;
    }),
  );
}
