import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { isMap, isPair, isScalar, parseDocument } from 'yaml';

/** A piece of the configuration's text, by offsets, and what comes in its place. */
export interface ConfigurationEdit {
  start: number;
  end: number;
  text: string;
}

/** What switches a rule off in a configuration's text, and leaves all else as it is written; null where the text is no object. */
export const switchingOff = (file: string, text: string, rule: string): ConfigurationEdit[] | null =>
  file.endsWith('.json') ? inJson(text, rule) : inYaml(text, rule);

function inJson(text: string, rule: string): ConfigurationEdit[] | null {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') return null;
  const rules = findNodeAtLocation(root, ['rules']);
  if (!rules) return [added(text, root, `"rules": { "${rule}": "off" }`)];
  if (rules.type !== 'object') return null;
  const own = findNodeAtLocation(rules, [rule]);
  if (own) return [{ start: own.offset, end: own.offset + own.length, text: '"off"' }];
  return [added(text, rules, `"${rule}": "off"`)];
}

/** A property before the first of an object, as that is written. */
function added(text: string, { offset, children: [first] = [] }: Node, property: string): ConfigurationEdit {
  if (!first) return { start: offset + 1, end: offset + 1, text: ` ${property} ` };
  const before = /[^\S\n]*$/.exec(text.slice(0, first.offset))?.[0] ?? '';
  const isOwnLine = text[first.offset - before.length - 1] === '\n';
  return { start: first.offset, end: first.offset, text: `${property},${isOwnLine ? `\n${before}` : ' '}` };
}

function inYaml(text: string, rule: string): ConfigurationEdit[] | null {
  const document = parseDocument(text, { logLevel: 'silent' });
  const { contents } = document;
  const end = text.length;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  const newLine = text === '' || text.endsWith('\n') ? '' : '\n';
  if (isEmpty || (isMap(contents) && !contents.has('rules')))
    return [{ start: end, end, text: `${newLine}rules:\n  ${rule}: off\n` }];
  if (!isMap(contents)) return null;
  const rules = contents.get('rules', true);
  const own = isMap(rules) ? rules.items.find(({ key }) => isScalar(key) && key.value === rule) : undefined;
  if (own && isScalar(own.value) && own.value.range) {
    const [start, stop] = own.value.range;
    return [{ start, end: stop, text: 'off' }];
  }
  const first = isMap(rules) ? rules.items[0] : undefined;
  if (isMap(rules) && first && isPair(first) && isScalar(first.key) && first.key.range) {
    const [at] = first.key.range;
    const indent = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    return [{ start: at, end: at, text: rules.flow ? `${rule}: off, ` : `${rule}: off\n${indent}` }];
  }
  // `rules:` without anything behind it, or an empty `{}`.
  const range = rules && 'range' in rules ? rules.range : null;
  return range ? [{ start: range[0], end: range[1], text: `\n  ${rule}: off` }] : null;
}
