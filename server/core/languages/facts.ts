/**
 * What one file says, in the same words for every language. Facts depend on that file's text alone, are plain values,
 * and hold source positions as UTF-16 offsets. No parser's node type goes beyond them.
 */

/** Half-open, in UTF-16 units of the file's text. */
export type Span = readonly [start: number, end: number];

export type Expr =
  /** A string, f-string or template: text and embedded expressions in order. */
  | { kind: 'text'; parts: readonly (TextPart | Expr)[]; span: Span }
  | { kind: 'number'; value: number; span: Span }
  | { kind: 'constant'; value: boolean | null; span: Span }
  | { kind: 'name'; name: string; span: Span }
  /** `arity` is the number of arguments that it is called with, where a class may have several methods of one name. */
  | { kind: 'member'; object: Expr; name: string; arity?: number; span: Span }
  | { kind: 'index'; object: Expr; index: Expr; span: Span }
  /** `anchor` is the callee's last name. `tagged` templates are calls with one text. */
  | { kind: 'call'; callee: Expr; args: readonly Argument[]; anchor: Span; span: Span }
  /** `a + b + c`, flattened: chains of thousands are real. */
  | { kind: 'sum'; items: readonly Expr[]; span: Span }
  | { kind: 'operation'; operator: string; left: Expr; right: Expr; span: Span }
  /** One of several, decided at run time: `a if c else b`, `c ? a : b`. */
  | { kind: 'choice'; options: readonly Expr[]; span: Span }
  /** The first that is set: `a or b`, `a || b`, `a ?? b`. */
  | { kind: 'fallback'; options: readonly Expr[]; span: Span }
  | { kind: 'list'; items: readonly Element[]; span: Span }
  | { kind: 'object'; entries: readonly Entry[]; span: Span }
  | { kind: 'function'; scope: number; span: Span }
  /** One of the values that a call gives where it gives several: `value, err := call()`. */
  | { kind: 'result'; of: Expr; at: number; span: Span }
  /** A comprehension: `body` once for each element of `over`. */
  | { kind: 'each'; body: Expr; over: Expr; span: Span }
  /** A type that is a set of values: `'a' | 'b'`. */
  | { kind: 'oneOf'; options: readonly Expr[]; span: Span }
  | { kind: 'other'; span: Span };

export interface TextPart {
  kind: 'chars';
  /** Cooked: escapes resolved. */
  text: string;
  span: Span;
}

export interface Argument {
  /** Keyword, where the language has them. */
  name: string | null;
  value: Expr;
  /** `*args`, `**kwargs`, `...rest`. */
  spread: boolean;
}

export interface Element {
  value: Expr;
  spread: boolean;
}

export type Entry =
  | { kind: 'entry'; key: string; value: Expr }
  | { kind: 'computed'; key: Expr; value: Expr }
  | { kind: 'spread'; value: Expr };

export interface Parameter {
  name: string;
  default: Expr | null;
  /** Its type as an expression: `OpenAI`, `openai.OpenAI`; a pointer's or an optional's is that of what it holds. */
  type: Expr | null;
  /** Its type as written, where a schema may be made of it: `Optional[list[str]]`. */
  annotation?: Expr;
  /** Takes what other parameters do not: `*args` and `...rest` as a list, `**kwargs` by name. */
  rest: 'list' | 'named' | null;
}

/** A field that a class declares with its type as written, of which libraries make schemas: `age: int | None = None`. */
export interface Field {
  name: string;
  annotation: Expr;
  default: Expr | null;
}

/** `enum`: its members are all its values. `record`: a field's value is what stands where none is given. `settings`: the same, and the environment may give one. */
export type ClassRole = 'enum' | 'record' | 'settings';

export interface Scope {
  kind: 'module' | 'function' | 'class';
  parent: number;
  /** Empty for an anonymous function. */
  name: string;
  span: Span;
  params: readonly Parameter[];
  /** Function: what it returns, in order. */
  returns: { value: Expr; span: Span }[];
  /** Function: the type that it declares to return, as `Parameter.type`. */
  result: Expr | null;
  /** Class: what it inherits from. */
  bases: readonly Expr[];
  /** Class: has methods that others give (an interface, an abstract class). */
  isAbstract: boolean;
  /**
   * Class: holds only some of the members, others of that name hold more: methods that stand outside of their type
   * (Go's receivers, Rust's `impl`), `partial` in C#, a class opened again in Ruby.
   */
  isPartial: boolean;
  /** Class: what its members are, as far as the file tells. Inherited ones are found by `bases`. */
  role: ClassRole | null;
  /** Class: its fields with the types that they are declared to have, where the language makes schemas of them. */
  fields: readonly Field[];
  /** Class, function: the text that says what it is for, where the program can read it (a docstring). */
  doc: string | null;
  /** Function: what stands above it, `@agent.tool`. */
  decorators: readonly Expr[];
  /** The name that stands for the instance in this function (`self`, `this`), or for the class itself (`cls`). */
  self: { name: string; scope: number; isClass: boolean } | null;
}

/** A stretch of code that runs under a condition or more than once. */
export interface Block {
  parent: number;
  kind: 'root' | 'branch' | 'loop';
  /** Branches of one statement exclude each other: same `group`, other `arm`. */
  group: number;
  arm: number;
  /** Loop: what it goes over; null for `while`. */
  over: Expr | null;
  /** Branch: one arm of its group is taken in any case. */
  isWhole: boolean;
  /** Ends in `return` or the like: what stands behind its statement does not run after it. */
  leaves: boolean;
  span: Span;
}

export type BindingValue =
  | { kind: 'value'; value: Expr }
  | { kind: 'import'; module: string; name: string | null }
  /** An element of `over`, or the part of it at an index or key: a loop variable. */
  | { kind: 'element'; over: Expr; part?: number | string | null }
  | { kind: 'scope'; scope: number }
  | { kind: 'parameter'; index: number }
  /** Declared, with no value here: a field or variable of a type. */
  | { kind: 'typed'; type: Expr }
  | { kind: 'augment'; operator: string; value: Expr }
  | { kind: 'append'; value: Expr; spread: boolean }
  | { kind: 'set'; key: Expr; value: Expr }
  /** A step on what the name holds, its result not used: a builder keeps what it is given. */
  | { kind: 'step'; name: string; args: readonly Argument[] }
  | { kind: 'unknown'; why: string };

/** Name that a module binds an extension method by: a function that is called as a method of its first argument. */
export const extensionName = (name: string): string => `.${name}`;

export interface Binding {
  name: string;
  /** Scope in which the name can be seen; a class for `self.name = …`. */
  scope: number;
  /** Scope in which the value is computed. */
  within: number;
  span: Span;
  value: BindingValue;
  /** Seen only inside the block it stands in (`let`, `const`). */
  lexical: boolean;
}

/** What a module gives to others, where the language says so apart from its bindings. */
export type Export =
  | { kind: 'local'; name: string; local: string }
  | { kind: 'value'; name: string; value: Expr }
  | { kind: 'from'; name: string; module: string; imported: string | null }
  | { kind: 'star'; module: string };

/** A call, or what builds a value of a type: `new T(…)`, and a literal `T{Field: value}` with its fields as named arguments. */
export interface CallFact {
  expr: Extract<Expr, { kind: 'call' }>;
  scope: number;
}

/** Where a line of a program stands in the file that holds the program. */
export interface LineOrigin {
  line: number;
  /** Column of the line's first character. */
  character: number;
  /** Characters of the line that the file writes as more than one, and how much longer the line is there by then. */
  escapes?: readonly { column: number; longer: number }[];
}

export interface Facts {
  language: string;
  /** The program. */
  text: string;
  /** A program that is not the file itself (a notebook's cells): where each of its lines stands; null for the file itself. */
  origins: readonly LineOrigin[] | null;
  lineStarts: readonly number[];
  /** By their numbers. `scopes[0]` is the module. */
  scopes: readonly Scope[];
  /** Numbers of the scopes as they are met in the text, where they are not met by their numbers: after an edit. */
  order: readonly number[] | null;
  /** `blocks[0]` is the file. */
  blocks: readonly Block[];
  bindings: readonly Binding[];
  exports: readonly Export[];
  /** Modules whose names are all seen here: `from x import *`, `using X;`, `import x.*;`, `use x::*`. */
  opens: readonly string[];
  calls: readonly CallFact[];
  /** True where the parser met an error: facts may be partial. */
  broken: boolean;
}
