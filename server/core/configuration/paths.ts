const TOKEN = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

const escaped = (text: string): string => text.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);

/** A pattern of paths: `*` within a name, `**` any folders, `{a,b}` either. One without `/` means any folder; a folder all in it. */
export function matcherOf(pattern: string): (file: string) => boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const anywhere = bare.includes('/') || pattern.startsWith('/') ? '' : '(?:.*/)?';
  const body = (bare.match(TOKEN) ?? []).map(toRegExp).join('');
  const matching = new RegExp(`^${anywhere}${body}(?:/.*)?$`);
  return file => matching.test(file);
}

function toRegExp(token: string): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('{') && token.endsWith('}') && token.length > 1)
    return `(?:${token
      .slice(1, -1)
      .split(',')
      .map(part => (part.match(TOKEN) ?? []).map(toRegExp).join(''))
      .join('|')})`;
  return escaped(token);
}
