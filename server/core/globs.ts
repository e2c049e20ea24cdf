/** The source of a regular expression for wildcards of paths: `*` and `?` within a name, `**` any folders. */
export const wildcardsOf = (pattern: string): string => (pattern.match(TOKEN) ?? []).map(toRegExp).join('');

const TOKEN = /\*\*\/|\*\*|\*|\?|[^*?]+/g;

function toRegExp(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  return token === '?' ? '[^/]' : token.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
}
