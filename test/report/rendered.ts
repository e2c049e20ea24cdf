import { createRequire } from 'node:module';

/** Markdown as GitHub shows it, or more eagerly: every address is a link, HTML is let through. */

type Renderer = new (options: { html: boolean; linkify: boolean }) => { render(markdown: string): string };
const require = createRequire(import.meta.url);
const MarkdownIt = require('markdown-it') as Renderer;

const renderer = new MarkdownIt({ html: true, linkify: true });

export const render = (markdown: string): string => renderer.render(markdown);

/** Where links of ours lead. */
export const ADDRESS = 'https://github.example/acme/shop/blob/main';

const OURS =
  /^<a href="https:\/\/github\.example\/acme\/shop\/blob\/main\/[^"]*#L\d+">$|^<\/?(?:a(?=>)|p|table|thead|tbody|tr|th|td|code|strong|ul|li|br|details|summary)>$/;

/** What is in rendered text that is not ours to have put there: other tags, what GitHub makes links of, what is hidden. */
export function strayIn(html: string): string[] {
  const tags = html.match(/<[^>]*>/g) ?? [];
  const outside = html.replaceAll(/<code>[^<]*<\/code>/g, '').replaceAll(/<[^>]*>/g, '\n');
  return [
    ...tags.filter(tag => !OURS.test(tag)),
    ...(outside.match(/@\w+|#\d+|\bgh-\d+|https?:|www\.|\b[0-9a-f]{7,}\b|\$(?!\d)|:\w+:/gi) ?? []),
    ...(html.match(/[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u00AD]|(?!\n)\p{Cc}/gu) ?? []),
  ];
}
