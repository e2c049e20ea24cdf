import { type Builder, spanOf } from '../builder.ts';
import { type SyntaxNode, field } from '../syntax.ts';

/** `import "a/b"`, `import name "a/b"`, `import . "a/b"`. */
export function importPackage(build: Builder, node: SyntaxNode): void {
  const path = field(node, 'path');
  const alias = field(node, 'name');
  if (!path) return;
  const module = build.slice(path).slice(1, -1);
  if (alias?.type === 'dot') return void build.opens.push(module);
  const names = alias ? [build.slice(alias)] : packageNames(module).filter(name => build.text.includes(`${name}.`));
  for (const name of names) build.bind(name, spanOf(node), { kind: 'import', module, name: null });
}

/**
 * Names that a package may have by its path: its own file says which, and that is not at hand. The last part without a
 * version, and what `go-`, `-go`, `-sdk` around it leave (`go-openai`, `anthropic-sdk-go`).
 */
function packageNames(module: string): string[] {
  const parts = module.split('/').filter(part => part !== '');
  if (parts.length > 1 && /^v\d+$/.test(parts.at(-1) ?? '')) parts.pop();
  const last = (parts.at(-1) ?? '').replace(/\.v\d+$/, '');
  const bare = last.replace(/^go[-_.]/, '').replace(/(?:[-_.]sdk)?[-_.]go$|[-_.]sdk$/, '');
  const joined = last.replaceAll(/[-.]/g, '');
  return [...new Set([last, bare, joined, bare.replaceAll(/[-.]/g, '_')])].filter(name => /^[A-Za-z_]\w*$/.test(name));
}
