import type { AnalyzedCall, Fix, Part } from '../model.ts';
import { imageTokens } from '../tokens/images.ts';
import type { Context, Found, Rule } from './rule.ts';
import { costed, onlyModel, savingOf } from './savings.ts';

export const imageDetail: Rule = {
  id: 'image-detail',
  title: 'High detail for a small image',
  severity: 'info',
  why: [
    'Some models read an image at low detail scaled into 512 × 512 pixels, at a flat amount of tokens; at high detail they add an amount for each square of it. An image that is no larger has the same pixels either way.',
  ],
  said: [
    {
      says: '“low” gives the model an image of 512 × 512 pixels for a flat number of tokens.',
      source: 'https://platform.openai.com/docs/guides/images-vision#calculating-costs',
      asOf: '2026-11-21',
    },
  ],
  ignore: 'Where the file will be another one than the one that lies here.',
  example: {
    language: 'python',
    before: '{"type": "image_url", "image_url": {"url": icon, "detail": "high"}}',
    after: '{"type": "image_url", "image_url": {"url": icon, "detail": "low"}}',
  },
  check: { of: 'call', find },
};

/** Within this square nothing is scaled down. */
const SMALL = 512;

type Image = Extract<Part, { kind: 'media' }>;

function find(call: AnalyzedCall, context: Context): Found[] {
  const asked = onlyModel(call);
  if (!asked || call.through.length > 0) return [];
  return call.prompt.messages
    .flatMap(({ parts }) => parts)
    .flatMap(part => {
      if (part.kind !== 'media' || part.detail !== 'high' || !part.size) return [];
      if (Math.max(part.size.width, part.size.height) > SMALL) return [];
      const { id } = asked.model;
      const [high, low] = ['high', 'low'].map(detail => part.size && imageTokens(id, part.size, detail));
      if (high === undefined || low === undefined || low >= high) return [];
      const { width, height } = part.size;
      const message = `An image of ${width} × ${height} pixels takes ${high} tokens at high detail and ${low} at low, with the same pixels.`;
      return [{ message, fix: fixOf(call, part, context) }];
    });
}

function fixOf(call: AnalyzedCall, image: Image, context: Context): Fix | null {
  const messages = call.prompt.messages.map(message => ({
    ...message,
    parts: message.parts.map(part => (part === image ? { ...image, detail: 'low' } : part)),
  }));
  const [now] = call.cost.models;
  const [then] = costed({ ...call, prompt: { ...call.prompt, messages } }, context);
  const saving = savingOf(now?.cost?.input, then?.cost?.input, null);
  return { kind: 'disabled', title: 'Use low detail', saving, why: 'the detail is set where the image is put in' };
}
