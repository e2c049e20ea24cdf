import type { ImageSize } from '../model.ts';

type Rule = (size: ImageSize, detail: string) => number;

/**
 * Squares of 512 pixels of the image scaled into 2048 × 2048 and then to 768 on its short side, and a flat amount:
 * https://platform.openai.com/docs/guides/images-vision#calculating-costs
 */
const tiles =
  (base: number, tile: number): Rule =>
  (size, detail) => {
    if (detail === 'low') return base;
    const fit = scaled(size, Math.min(1, 2048 / Math.max(size.width, size.height)));
    const { width, height } = scaled(fit, Math.min(1, 768 / Math.min(fit.width, fit.height)));
    return base + tile * Math.ceil(width / 512) * Math.ceil(height / 512);
  };

const PATCH = 32;
const PATCHES_MAX = 1536;

/** Squares of 32 pixels, at most 1,536, times a factor of the model (same source). */
const patches =
  (factor: number): Rule =>
  size =>
    Math.ceil(patchesOf(size) * factor);

function patchesOf({ width, height }: ImageSize): number {
  const count = (w: number, h: number): number => Math.ceil(w / PATCH) * Math.ceil(h / PATCH);
  if (count(width, height) <= PATCHES_MAX) return count(width, height);
  const shrink = Math.sqrt((PATCHES_MAX * PATCH ** 2) / (width * height));
  const [across, down] = [(width * shrink) / PATCH, (height * shrink) / PATCH];
  const whole = shrink * Math.min(Math.floor(across) / across, Math.floor(down) / down);
  return Math.min(PATCHES_MAX, count(width * whole, height * whole));
}

/** https://docs.anthropic.com/en/docs/build-with-claude/vision: at most 1568 pixels on the long side. */
const area: Rule = size => {
  const { width, height } = scaled(size, Math.min(1, 1568 / Math.max(size.width, size.height)));
  return Math.min(1600, Math.ceil((width * height) / 750));
};

/** https://ai.google.dev/gemini-api/docs/tokens: 258 for a small image, and for each tile of a larger one. */
const geminiTiles: Rule = ({ width, height }) => {
  if (width <= 384 && height <= 384) return 258;
  const unit = Math.floor(Math.min(width, height) / 1.5) || 1;
  return 258 * Math.ceil(width / unit) * Math.ceil(height / unit);
};

const scaled = ({ width, height }: ImageSize, by: number): ImageSize => ({ width: width * by, height: height * by });

/** First match wins. The factors of GPT-5 mini and nano are as billed, not as documented. */
const RULES: readonly (readonly [RegExp, Rule])[] = [
  [/gpt-4o-mini/, tiles(2833, 5667)],
  [/gpt-4\.1-mini/, patches(1.62)],
  [/gpt-4\.1-nano/, patches(2.46)],
  [/o4-mini/, patches(1.72)],
  [/gpt-5(?:\.\d)?-mini|gpt-5\.4/, patches(1.2)],
  [/gpt-5-nano/, patches(1.5)],
  [/gpt-5(?:$|-)/, tiles(70, 140)],
  [/gpt-4o|gpt-4\.[15]|gpt-4-(?:turbo|vision|1106-vision)/, tiles(85, 170)],
  [/(?:^|[./:-])o[13](?:$|-)/, tiles(75, 150)],
  [/claude/, area],
  [/gemini-2\.5/, () => 258],
  [/gemini-(?:1|2\.0)/, geminiTiles],
];

/** Tokens of an image; undefined where the model has no known rule. */
export function imageTokens(model: string, size: ImageSize, detail = 'auto'): number | undefined {
  return RULES.find(([models]) => models.test(model))?.[1](size, detail);
}

/** Whether an image of any size takes the same. */
export function flatImageTokens(model: string, detail: string | undefined): number | undefined {
  const [small, large] = [16, 4096].map(side => imageTokens(model, { width: side, height: side }, detail));
  return small === large ? small : undefined;
}
