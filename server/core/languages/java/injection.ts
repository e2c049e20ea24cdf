import { type Builder, spanOf } from '../builder.ts';
import type { Expr, Span } from '../facts.ts';
import { field, named, type SyntaxNode } from '../syntax.ts';
import { annotationNamed, resourceCall } from './ai-services.ts';
import { literalText } from './strings.ts';

/** Name of the function that stands for reading a setting. */
export const SETTING = '@Value';

const PLACEHOLDER = /^\$\{\s*([^:}]+?)\s*(?::([^]*))?\}$/;
const RESOURCE = /^classpath\*?:\/?(.*)$/;

/** What a framework puts in a field or a parameter: `@Value("${app.model:gpt-4o}")`, `@Value("classpath:prompts/x.st")`. */
export function injected(build: Builder, node: SyntaxNode): Expr | undefined {
  const annotation = annotationNamed(build, node, 'Value', 'ConfigProperty');
  const list = annotation && field(annotation, 'arguments');
  if (!annotation || !list) return undefined;
  const span = spanOf(annotation);
  const given = new Map(named(list).map(part => [keyOf(build, part), textOf(build, part)]));
  const name = given.get('name');
  if (name !== undefined) return setting(name, given.get('defaultValue'), span);
  const value = given.get('value') ?? '';
  const path = RESOURCE.exec(value)?.[1];
  if (path !== undefined) return resourceCall(text(path, span), span);
  const [, key, fallback] = PLACEHOLDER.exec(value) ?? [];
  return key === undefined ? undefined : setting(key, fallback, span);
}

const keyOf = (build: Builder, part: SyntaxNode): string => {
  const key = part.type === 'element_value_pair' ? field(part, 'key') : undefined;
  return key ? build.slice(key) : 'value';
};

function textOf(build: Builder, part: SyntaxNode): string | undefined {
  const value = part.type === 'element_value_pair' ? field(part, 'value') : part;
  return value?.type === 'string_literal' ? literalText(build.slice(value)) : undefined;
}

const text = (value: string, span: Span): Expr => ({
  kind: 'text',
  parts: [{ kind: 'chars', text: value, span }],
  span,
});

function setting(key: string, fallback: string | undefined, span: Span): Expr {
  const values = [key, ...(fallback === undefined ? [] : [fallback])];
  const args = values.map(value => ({ name: null, value: text(value, span), spread: false }));
  return { kind: 'call', callee: { kind: 'name', name: SETTING, span }, args, anchor: span, span };
}
