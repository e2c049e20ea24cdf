import type { Project } from '../ports.ts';
import type { Facts, LineOrigin } from './facts.ts';
import type { SyntaxNode } from './syntax.ts';

/** A module that an import names: a file of the project, or a package of that name. */
export type Resolved = { file: string } | { package: string };

/** Source text that a file holds inside. */
export interface Program {
  text: string;
  /** One per line of `text`. */
  lines: LineOrigin[];
}

export interface Language {
  id: 'python' | 'typescript';
  /** Name of the grammar that reads a file, by its extension without the dot. */
  grammars: Readonly<Record<string, string>>;
  /** Files that hold their program inside, by extension. */
  containers: Readonly<Record<string, (text: string) => Program>>;
  lower: (root: SyntaxNode, text: string) => Facts;
  /** `from` is the importing file. */
  resolve: (specifier: string, from: string, project: Project) => Resolved;
}
