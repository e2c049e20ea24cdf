const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  s: ' ',
  '\n': '',
  '\r\n': '',
};
const ESCAPE = /\\(?:u+([\da-fA-F]{4})|([0-3]?[0-7]{1,2})|(\r\n|[^]))/g;

function cook(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, unicode: string, octal: string, one: string) => {
    if (unicode) return String.fromCharCode(Number.parseInt(unicode, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return SIMPLE[one] ?? one;
  });
}

/** Text of a string literal, a text block or a character as it is written. */
export function literalText(raw: string): string {
  return raw.startsWith('"""') ? cook(blockText(raw.slice(3, -3))) : cook(raw.slice(1, raw.length > 1 ? -1 : 1));
}

/**
 * A text block without the indent that its lines share, the closing quotes' own line counting as one of them, and without
 * white space at the end of lines. https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10.6
 */
function blockText(body: string): string {
  const [, ...lines] = body.replaceAll('\r\n', '\n').split('\n');
  const last = lines.length - 1;
  const measured = lines.filter((line, at) => line.trim() !== '' || at === last);
  const indent = Math.min(...measured.map(line => /^\s*/.exec(line)?.[0].length ?? 0));
  return lines.map(line => line.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join('\n');
}
