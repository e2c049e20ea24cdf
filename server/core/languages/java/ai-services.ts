import { type Builder, spanOf } from '../builder.ts';
import type { Argument, CallFact, Expr, Span, TextPart } from '../facts.ts';
import { child, field, named, type SyntaxNode } from '../syntax.ts';
import type { Lower } from './context.ts';
import { literalText } from './strings.ts';

/**
 * LangChain4j's AI services: interfaces whose methods are sent to a model, what is sent being told by annotations. Such a
 * method is read as a function that calls what its annotation is named after, with what it sends as named arguments.
 */
const ANNOTATIONS: ReadonlySet<string> = new Set(['SystemMessage', 'UserMessage']);
/** Parameters that are not sent. */
const UNSENT: ReadonlySet<string> = new Set(['MemoryId', 'UserName']);
/** Field of the made service that holds its model, by the builder's steps that set it. */
const MODEL_STEPS: ReadonlySet<string> = new Set([
  'chatModel',
  'chatLanguageModel',
  'streamingChatModel',
  'streamingChatLanguageModel',
]);
const MODEL = 'chatModel';
const SYSTEM = 'systemMessage';

const annotationsOf = (node: SyntaxNode): SyntaxNode[] =>
  (child(node, 'modifiers')?.children ?? []).filter(part => part.type.endsWith('annotation'));

const nameOf = (build: Builder, annotation: SyntaxNode): string => {
  const name = field(annotation, 'name');
  return name ? (build.slice(name).split('.').at(-1) ?? '') : '';
};

export const annotationNamed = (build: Builder, node: SyntaxNode, ...names: string[]): SyntaxNode | undefined =>
  annotationsOf(node).find(part => names.includes(nameOf(build, part)));

/** Whether a method of an interface says by annotations what it sends. */
export function isService(build: Builder, method: SyntaxNode): boolean {
  const params = parametersOf(method);
  return [method, ...params].some(node => annotationNamed(build, node, ...ANNOTATIONS) !== undefined);
}

const parametersOf = (method: SyntaxNode): SyntaxNode[] => {
  const list = field(method, 'parameters');
  return list ? named(list).filter(part => part.type === 'formal_parameter') : [];
};

/** What a method of a service does: a call of its annotation's name, or of `AiServices.create` where it has none. */
export function callService(build: Builder, lower: Lower, method: SyntaxNode): void {
  const params = parametersOf(method);
  const nameNode = field(method, 'name') ?? method;
  const span = spanOf(nameNode);
  const system = annotationNamed(build, method, 'SystemMessage');
  const user = annotationNamed(build, method, 'UserMessage');
  const onParameter = params.map(param => annotationNamed(build, param, ...ANNOTATIONS)).find(Boolean);
  const told = system ?? user ?? onParameter;
  const name = (told && field(told, 'name')) ?? nameNode;
  const callee: Expr = told
    ? { kind: 'name', name: build.slice(name), span: spanOf(name) }
    : { kind: 'member', object: { kind: 'name', name: 'AiServices', span }, name: 'create', span };
  const self: Expr = { kind: 'name', name: 'this', span: [span[0], span[0]] };
  const fieldNamed = (of: string): Expr => ({ kind: 'member', object: self, name: of, span });
  const systemText = system ? template(build, lower, system, params) : fieldNamed(SYSTEM);
  const args: Argument[] = [
    { name: 'system', value: systemText, spread: false },
    { name: 'user', value: userText(build, lower, user, params, span), spread: false },
    { name: 'client', value: fieldNamed(MODEL), spread: false },
  ];
  build.call({ kind: 'call', callee, args, anchor: span, span });
}

/** The method's template, else the parameter that is the message. */
function userText(
  build: Builder,
  lower: Lower,
  annotation: SyntaxNode | undefined,
  params: readonly SyntaxNode[],
  span: Span,
): Expr {
  if (annotation) return template(build, lower, annotation, params);
  const sent = params.filter(param => !annotationNamed(build, param, ...UNSENT));
  const marked = sent.find(param => annotationNamed(build, param, 'UserMessage'));
  const own = marked && annotationNamed(build, marked, 'UserMessage');
  if (own?.type === 'annotation') return template(build, lower, own, params);
  const plain = sent.filter(param => !annotationNamed(build, param, 'V'));
  const param = marked ?? (plain.length === 1 ? plain[0] : undefined);
  return param ? parameter(build, param) : { kind: 'other', span };
}

function parameter(build: Builder, param: SyntaxNode): Expr {
  const name = field(param, 'name') ?? param;
  return { kind: 'name', name: build.slice(name), span: spanOf(name) };
}

/** An annotation's text: a literal, several of them as lines, a constant, a file among the resources. */
function template(build: Builder, lower: Lower, annotation: SyntaxNode, params: readonly SyntaxNode[]): Expr {
  const span = spanOf(annotation);
  const list = field(annotation, 'arguments');
  const given = list ? named(list) : [];
  const pair = (key: string): SyntaxNode | undefined => {
    const found = given.find(part => part.type === 'element_value_pair' && keyOf(build, part) === key);
    return found && field(found, 'value');
  };
  const resource = pair('fromResource');
  if (resource) return resourceCall(lower(resource), span);
  const value = pair('value') ?? given.find(part => part.type !== 'element_value_pair');
  if (!value) return { kind: 'other', span };
  const lines = value.type === 'element_value_array_initializer' ? named(value) : [value];
  const parts = lines.flatMap((line, at) => [
    ...(at > 0 ? [chars('\n', spanOf(line))] : []),
    line.type === 'string_literal' ? filledIn(build, line, params) : lower(line),
  ]);
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: 'text', parts, span };
}

const keyOf = (build: Builder, pair: SyntaxNode): string => {
  const key = field(pair, 'key');
  return key ? build.slice(key) : '';
};

const chars = (text: string, span: Span): Expr => ({ kind: 'text', parts: [{ kind: 'chars', text, span }], span });

/** A template with the method's parameters put where it names them; other fields stay as they are. */
function filledIn(build: Builder, literal: SyntaxNode, params: readonly SyntaxNode[]): Expr {
  const span = spanOf(literal);
  const sent = new Map(params.map(param => [variableOf(build, param), parameter(build, param)]));
  const [only] = params;
  if (only && params.length === 1) sent.set('it', parameter(build, only));
  const parts = literalText(build.slice(literal))
    .split(/(\{\{\s*\w+\s*\}\})/)
    .flatMap((text): (TextPart | Expr)[] => {
      const value = sent.get(text.replaceAll(/[{}\s]/g, ''));
      if (text.startsWith('{{') && value) return [value];
      return text === '' ? [] : [{ kind: 'chars', text, span }];
    });
  return { kind: 'text', parts, span };
}

/** What a template calls a parameter: `@V("name")`, else its own name. */
function variableOf(build: Builder, param: SyntaxNode): string {
  const annotation = annotationNamed(build, param, 'V');
  const list = annotation && field(annotation, 'arguments');
  const value = list && named(list)[0];
  if (value?.type === 'string_literal') return literalText(build.slice(value));
  const name = field(param, 'name');
  return name ? build.slice(name) : '';
}

/** Something among the application's resources, by its path. */
export const resourceCall = (path: Expr, span: Span): Expr => ({
  kind: 'call',
  callee: { kind: 'name', name: 'ClassPathResource', span },
  args: [{ name: null, value: path, spread: false }],
  anchor: span,
  span,
});

/** `AiServices.create(Assistant.class, model)` and `AiServices.builder(Assistant.class).chatModel(model).build()`: an Assistant. */
export function serviceBuilt(call: CallFact['expr']): Expr | undefined {
  const { callee, args, span } = call;
  if (callee.kind !== 'member') return undefined;
  const [type, model] = args;
  if (callee.name === 'create' && isServices(callee.object) && type)
    return something(type.value, [...(model ? [{ ...model, name: MODEL }] : []), unset(span)], span);
  if (callee.name !== 'build') return undefined;
  const given: Argument[] = [];
  for (let at = callee.object; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    const [first] = at.args;
    if (at.callee.name === 'builder')
      return first && isServices(at.callee.object) ? something(first.value, [...given, unset(span)], span) : undefined;
    if (first && MODEL_STEPS.has(at.callee.name)) given.push({ name: MODEL, value: first.value, spread: false });
    if (first && at.callee.name === 'systemMessageProvider')
      given.push({ name: SYSTEM, value: { kind: 'other', span: first.value.span }, spread: false });
  }
  return undefined;
}

/** No instructions, unless what comes before says so. */
const unset = (span: Span): Argument => ({
  name: SYSTEM,
  value: { kind: 'constant', value: null, span },
  spread: false,
});

const isServices = (expr: Expr): boolean => expr.kind === 'name' && expr.name === 'AiServices';

const something = (type: Expr, args: Argument[], span: Span): Expr => ({
  kind: 'call',
  callee: type,
  args,
  anchor: type.span,
  span,
});

const MADE = /\bAiServices\s*\.\s*(?:create|builder)\s*\(\s*([\w.]+)\.class/g;

/** Names of the interfaces that a file makes services of. */
export const servicesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(MADE)].flatMap(([, name]) => name?.split('.').at(-1) ?? []));
