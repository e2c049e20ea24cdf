import Anthropic from '@anthropic-ai/sdk';
import { COPYWRITER } from '@/prompts';

const anthropic = new Anthropic();

/** Bestsellers get the larger model: their pages are read a thousand times more often than they are written. */
export async function describeProduct(sheet: string, isBestseller: boolean): Promise<string> {
  const message = await anthropic.messages.create({
    model: isBestseller ? 'claude-sonnet-4-5' : 'claude-haiku-4-5',
    max_tokens: 800,
    system: COPYWRITER,
    messages: [{ role: 'user', content: `Data sheet:\n\n${sheet}` }],
  });
  const [block] = message.content;
  return block?.type === 'text' ? block.text : '';
}
