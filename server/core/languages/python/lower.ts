import { type Builder, createBuilder, spanOf } from '../builder.ts';
import type { Expr, Facts, Field } from '../facts.ts';
import type { Lowering } from '../language.ts';
import { child, field, fields, named, isStatement, type SyntaxNode } from '../syntax.ts';
import { roleOf } from './classes.ts';
import { classOf } from './annotations.ts';
import { createExpressions, plainText } from './expressions.ts';

/** Facts of a Python module. */
export function lowerPython(root: SyntaxNode, text: string): Facts {
  const build = createBuilder('python', text);
  statements(build)(root);
  return build.done();
}

/** The same of a module that comes statement by statement. */
export function loweringPython(text: string): Lowering {
  const build = createBuilder('python', text);
  const statement = statements(build);
  return { take: node => isStatement(node) && statement(node), done: build.done };
}

// eslint-disable-next-line max-lines-per-function -- a closure: one small function for each kind of statement
function statements(build: Builder) {
  const { lower, isExpression, parameters, bindTargets, namesIn } = createExpressions(build);

  /** Fields of the classes around, by their scopes. */
  const fieldsOf = new Map<number, Field[]>();

  const READERS: Readonly<Record<string, (node: SyntaxNode) => void>> = {
    import_statement: importModules,
    import_from_statement: importNames,
    assignment,
    augmented_assignment: augment,
    function_definition: node => define(node, []),
    yield: yieldValue,
    decorated_definition: decorated,
    class_definition: node => defineClass(node),
    return_statement: node => {
      const [value] = named(node);
      build.returns(value ? lower(value) : { kind: 'constant', value: null, span: spanOf(node) }, spanOf(node));
    },
    if_statement: branches,
    match_statement: branches,
    try_statement: branches,
    for_statement: forLoop,
    while_statement: whileLoop,
    with_item: withItem,
    global_statement: node => namesIn(node).forEach(name => build.aliasOuter(name, 0)),
    type_alias_statement: () => undefined,
  };

  function statement(node: SyntaxNode): void {
    const read = READERS[node.type];
    if (read) return read(node);
    if (isExpression(node)) return void lower(node);
    for (const part of named(node)) statement(part);
  }

  function importModules(node: SyntaxNode): void {
    for (const item of fields(node, 'name')) {
      const alias = field(item, 'alias');
      const module = build.slice(field(item, 'name') ?? item);
      const span = spanOf(item);
      // `import a.b` binds `a`; `import a.b as c` binds the inner module.
      if (alias) build.bind(build.slice(alias), span, { kind: 'import', module, name: null });
      else
        build.bind(module.split('.')[0] ?? module, span, {
          kind: 'import',
          module: module.split('.')[0] ?? module,
          name: null,
        });
    }
  }

  function importNames(node: SyntaxNode): void {
    const source = field(node, 'module_name');
    const module = source ? build.slice(source).replaceAll(/\s/g, '') : '';
    if (child(node, 'wildcard_import')) {
      build.exports.push({ kind: 'star', module });
      build.opens.push(module);
    }
    for (const item of fields(node, 'name')) {
      const name = build.slice(field(item, 'name') ?? item);
      const alias = field(item, 'alias');
      build.bind(alias ? build.slice(alias) : name, spanOf(item), { kind: 'import', module, name });
    }
  }

  function assignment(node: SyntaxNode): void {
    const target = field(node, 'left');
    const right = field(node, 'right');
    const type = field(node, 'type');
    if (!target) return;
    const annotation = type ? lower(type) : undefined;
    const set = right ? valueOf(right) : undefined;
    const value = set ?? (annotation && instanceOf(classOf(annotation)));
    if (value) build.assign(lower(target), value, spanOf(node));
    if (annotation && target.type === 'identifier')
      fieldsOf.get(build.scope())?.push({ name: build.slice(target), annotation, default: set ?? null });
  }

  /** `a = b = value`: the inner assignment is one too. */
  function valueOf(node: SyntaxNode): Expr {
    if (node.type !== 'assignment') return lower(node);
    assignment(node);
    const inner = field(node, 'left');
    return inner ? lower(inner) : { kind: 'other', span: spanOf(node) };
  }

  /** `client: OpenAI` without a value: something of that class. A `str` is no class to follow. */
  function instanceOf(type: Expr): Expr | undefined {
    if (type.kind === 'other' || (type.kind === 'name' && PLAIN_TYPES.has(type.name))) return undefined;
    return { kind: 'call', callee: type, args: [], anchor: type.span, span: type.span };
  }

  function augment(node: SyntaxNode): void {
    const target = field(node, 'left');
    const right = field(node, 'right');
    const operator = field(node, 'operator');
    if (!target || !right || !operator) return;
    build.mutate(lower(target), spanOf(node), {
      kind: 'augment',
      operator: build.slice(operator).slice(0, -1),
      value: lower(right),
    });
  }

  function decorated(node: SyntaxNode): void {
    const decorators = node.children.filter(c => c.type === 'decorator').flatMap(d => named(d).map(lower));
    const definition = field(node, 'definition');
    if (definition?.type === 'function_definition') define(definition, decorators);
    else if (definition) defineClass(definition, decorators);
  }

  /** A context manager or a fixture gives what it yields, once; any other generator gives a stream. */
  function yieldValue(node: SyntaxNode): void {
    const [value] = named(node);
    if (value && GIVES_ONCE.test(build.decoratorsOf(build.scope()).map(nameOfDecorator).join(' ')))
      build.returns(lower(value), spanOf(node));
    else if (value) lower(value);
  }

  function define(node: SyntaxNode, decorators: readonly Expr[]): void {
    const name = nameOf(node);
    const list = field(node, 'parameters');
    const params = list ? parameters(list) : [];
    const home = build.scope();
    const names = new Set(decorators.map(nameOfDecorator));
    const isMethod = build.kindOf(home) === 'class' && !names.has('staticmethod');
    const first = params[0];
    const self = isMethod && first ? { name: first.name, scope: home, isClass: names.has('classmethod') } : null;
    const body = field(node, 'body');
    const doc = docOf(body);
    const scope = build.inScope({ kind: 'function', name, span: spanOf(node), params, decorators, self, doc }, () => {
      if (body) statement(body);
    });
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  /** The text that a body begins with. */
  function docOf(body: SyntaxNode | null | undefined): string | null {
    const first = body && named(body).find(node => node.type !== 'comment');
    const only = first?.type === 'expression_statement' ? named(first)[0] : first;
    return only?.type === 'string' ? (plainText(lower(only)) ?? null) : null;
  }

  const nameOf = (node: SyntaxNode): string => {
    const name = field(node, 'name');
    return name ? build.slice(name) : '';
  };

  function defineClass(node: SyntaxNode, decorators: readonly Expr[] = []): void {
    const name = nameOf(node);
    const list = field(node, 'superclasses');
    const bases = list
      ? named(list)
          .filter(n => n.type !== 'keyword_argument')
          .map(lower)
      : [];
    const isAbstract = /@(?:abc\.)?abstractmethod\b/.test(build.slice(node)) || bases.some(isProtocol);
    const role = roleOf(bases, decorators);
    const body = field(node, 'body');
    const own: Field[] = [];
    const opened = {
      kind: 'class',
      name,
      span: spanOf(node),
      bases,
      isAbstract,
      role,
      fields: own,
      doc: docOf(body),
    } as const;
    const scope = build.inScope(opened, number => {
      fieldsOf.set(number, own);
      if (body) statement(body);
    });
    build.bind(name, spanOf(node), { kind: 'scope', scope });
  }

  /** `if`/`elif`/`else`, `match` and `try`: each part is an arm; what stands outside them is no branch. */
  function branches(node: SyntaxNode): void {
    const group = build.newGroup();
    let arm = 0;
    const walk = (part: SyntaxNode): void => {
      if (part.type === 'block' && part.children.some(c => c.type === 'case_clause')) part.children.forEach(walk);
      else if (part.type === 'block')
        build.inBlock({ kind: 'branch', group, arm: arm++, span: spanOf(part) }, () => statement(part));
      else if (ARMS.has(part.type)) part.children.forEach(walk);
      else if (part.type === 'as_pattern') bindAlias(part, { kind: 'unknown', why: 'a caught exception' });
      else if (part.named && part.type !== 'case_pattern') lower(part);
    };
    node.children.forEach(walk);
  }

  function forLoop(node: SyntaxNode): void {
    const right = field(node, 'right');
    const over = right ? lower(right) : null;
    build.inBlock({ kind: 'loop', over, span: spanOf(node) }, () => {
      if (over) bindTargets(node, over);
      const body = field(node, 'body');
      if (body) statement(body);
    });
    for (const part of fields(node, 'alternative')) statement(part);
  }

  function whileLoop(node: SyntaxNode): void {
    build.inBlock({ kind: 'loop', span: spanOf(node) }, () => {
      for (const part of named(node)) statement(part);
    });
  }

  function withItem(node: SyntaxNode): void {
    const value = field(node, 'value');
    if (value?.type !== 'as_pattern') return value ? void lower(value) : undefined;
    const [subject] = named(value);
    const target = field(value, 'alias');
    const opened = subject ? lower(subject) : undefined;
    const [name] = target ? named(target) : [];
    if (opened && name) build.assign(lower(name), opened, spanOf(node));
  }

  function bindAlias(node: SyntaxNode, value: Parameters<Builder['bind']>[2]): void {
    const target = field(node, 'alias');
    if (target) for (const name of namesIn(target)) build.bind(name, spanOf(node), value);
  }

  return statement;
}

/** Last name of what decorates: `fixture` of `@pytest.fixture(scope="module")`. */
function nameOfDecorator(decorator: Expr): string {
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}

const GIVES_ONCE = /\b(?:\w*fixture|(?:async)?contextmanager)\b/;

const PLAIN_TYPES: ReadonlySet<string> = new Set([
  'str',
  'int',
  'float',
  'bool',
  'bytes',
  'list',
  'dict',
  'tuple',
  'set',
  'object',
  'Any',
]);
/** Parts of a branching statement that hold an arm of it. */
const ARMS = new Set([
  'elif_clause',
  'else_clause',
  'case_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
]);

const isProtocol = (base: Expr): boolean =>
  (base.kind === 'name' || base.kind === 'member') && (base.name === 'Protocol' || base.name === 'ABC');
