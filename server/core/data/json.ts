import { type Node, parseTree } from 'jsonc-parser';
import type { Data, ReadData } from './data.ts';

/** JSON, with the comments that its dialects allow. */
export const readJson: ReadData = text => {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && toData(root);
};

function toData(node: Node): Data {
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'list', items: children.map(toData), offset: node.offset };
  if (node.type !== 'object')
    return { kind: 'scalar', value: node.value as string | number | boolean | null, offset: node.offset };
  const entries = children.flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), toData(value)] as const] : [],
  );
  return { kind: 'table', entries: new Map(entries), offset: node.offset };
}
