import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';
import { DAILY_TIP } from '@/prompts';

/** Runs once a night. The same prompt every time. */
export async function writeTipOfTheDay(): Promise<string> {
  const { text } = await generateText({ model: openai('gpt-4.1'), prompt: DAILY_TIP, maxOutputTokens: 120 });
  return text;
}
