import type { Project } from '../ports.ts';
import type { Facts, LineOrigin } from './facts.ts';
import type { Parsed, SyntaxNode } from './syntax.ts';

export type LanguageId =
  | 'python'
  | 'typescript'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'ruby'
  | 'rust'
  | 'php'
  | 'shell';

/** What an import names: files of the project that make up a module (one, but in Go), or a package of that name. */
export type Resolved = { files: readonly string[] } | { package: string };

/** Source text that a file holds inside. */
export interface Program {
  text: string;
  /** One per line of `text`. */
  lines: LineOrigin[];
}

/** Takes the statements of a program's top level, one after the other. */
export interface Lowering {
  take(statement: SyntaxNode): void;
  done(): Facts;
}

/** Who takes a program's statements. Asked again, it is to forget what it took: the program is read once more. */
export type Begin = () => (statement: SyntaxNode) => void;

export interface Language {
  id: LanguageId;
  /** Name of the grammar that reads a file, by its extension without the dot. */
  grammars: Readonly<Record<string, string>>;
  /**
   * Reads a text by a parser of our own, many times faster, into the tree that the grammar gives as far as `lower` reads it. Null where
   * it meets what it does not know for certain: then the grammar reads the file. With `begin` the tree has no statements: each is given
   * away as soon as it is read, since a tree that is kept is what costs most of the time.
   */
  parse?: (text: string, extension: string, begin?: Begin) => Parsed | null;
  /** Files that hold their program inside, by extension. */
  containers: Readonly<Record<string, (text: string) => Program>>;
  /** Every top-level name is seen from other files; else only what is exported. */
  isOpen: boolean;
  /** Methods of a type may stand in any file that imports it. */
  isScattered?: boolean;
  /** A type implements an interface by having its methods; it need not say so. */
  isStructural?: boolean;
  /** The text at the same length with what the grammar leaves unread (a macro's arguments) as it can be read; it is parsed again. */
  expand?: (root: SyntaxNode, text: string) => string;
  /** Members are named without their receiver, inherited ones too. */
  hasBareMembers?: boolean;
  /** Functions may be called on their first argument as if they were its methods. */
  hasExtensions?: boolean;
  lower: (root: SyntaxNode, text: string) => Facts;
  /** The same for a program that comes statement by statement; goes with `parse`. */
  lowering?: (text: string) => Lowering;
  /** `from` is the importing file; `name` what is imported, null for the module itself: where each class is a file, it tells which. */
  resolve: (specifier: string, from: string, project: Project, name: string | null) => Resolved;
  /** Modules that the project opens for a file besides those that it opens itself. */
  opens?: (file: string, project: Project) => readonly string[];
  /**
   * Other files that may declare, at their top level, a name which this file uses and does not bind: Go's files of one
   * package, Java's classes of one package, a namespace's types in C#.
   */
  visible?: (name: string, from: string, project: Project) => readonly string[];
  /**
   * Methods that give what they are called on (`clone()`, `unwrap()`), unless a class of the project has its own: that of the
   * same name, or of the name given here.
   */
  keeping?: Readonly<Record<string, string | null>>;
}
