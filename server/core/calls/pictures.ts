import type { ImageSize } from '../model.ts';

/** Sizes of pictures, by the first bytes of their files. */

/** A JPEG may begin with a preview and a colour profile; longer ones are rare. */
export const HEAD_BYTES = 256 * 1024;

const PICTURE = /\.(?:png|jpe?g|gif|webp)$/i;
export const isPicture = (file: string): boolean => PICTURE.test(file);

/** Undefined for what is no PNG, GIF, JPEG or WebP. */
export function sizeOfPicture(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = starts(bytes, '\x89PNG')
    ? bytes.length >= 24 && { width: view.getUint32(16), height: view.getUint32(20) }
    : starts(bytes, 'GIF8')
      ? bytes.length >= 10 && { width: view.getUint16(6, true), height: view.getUint16(8, true) }
      : starts(bytes, 'RIFF') && bytes.length >= 30
        ? sizeOfWebp(bytes, view)
        : bytes[0] === 0xff && bytes[1] === 0xd8 && sizeOfJpeg(view);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

const starts = (bytes: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));

/** https://developers.google.com/speed/webp/docs/riff_container */
function sizeOfWebp(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  if (starts(bytes, 'VP8X', 12))
    return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
  if (starts(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return starts(bytes, 'VP8 ', 12)
    ? { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    : undefined;
}

/** The segment that begins a frame (`SOF`) holds the size; Huffman tables and the like have numbers among them. */
function sizeOfJpeg(view: DataView): ImageSize | undefined {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

const DIGITS = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [digit, value]),
);
const DATA_URL = /^data:image\/[\w.+-]+;base64,/;
/** Base64 of a size's worth of bytes, in one of the four formats. */
const BASE64 = /^(?:iVBORw0KGgo|R0lGOD|\/9j\/|UklGR)[A-Za-z0-9+/]{8,}/;

/** A picture that the source itself holds: a data URL, or the base64 of one. */
export function sizeOfBase64(text: string): ImageSize | undefined {
  const data = text.replace(DATA_URL, '').trimStart();
  return BASE64.test(data) ? sizeOfPicture(decoded(data)) : undefined;
}

function decoded(base64: string): Uint8Array {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const digit of base64.slice(0, (HEAD_BYTES * 4) / 3)) {
    const value = DIGITS.get(digit);
    if (value === undefined) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >>> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
