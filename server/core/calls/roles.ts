import type { Role } from '../model.ts';
import { ROLE_WORDS } from '../roles.ts';
import { constructed } from './fields.ts';
import { type Arguments, type Engine, type Value, plainText } from './value.ts';

/** `chatbot` is Cohere's word. */
export const ROLES: Readonly<Record<string, Role>> = { ...ROLE_WORDS, chatbot: 'assistant' };

/** By the name of a message's class, or of the function that makes one: `SystemMessage`, `NewUserMessage`, `ofAssistant`. */
const CLASS_ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^(?:create|new|of|from_?)?(?:System|Developer)|(?:System|Developer)(?:Chat)?Message/i, 'system'],
  [/^(?:create|new|of|from_?)?(?:Human|User)|(?:Human|User)(?:Chat)?Message/i, 'user'],
  [
    /^(?:AI|(?:create|new|of|from)?(?:Assistant|Model))|(?:Assistant|Model)(?:Chat)?Message|^from_assistant$/,
    'assistant',
  ],
  [/^(?:create|new|of|from)?(?:Tool|Function)|(?:Tool|Function)Message|^from_tool$/, 'tool'],
];

/** Constants and enumerations name the role at their end: `ChatMessageRoleSystem`, `ChatRole.User`, `Role::Assistant`. */
const ROLE_NAME = /(system|developer|user|human|assistant|model|tool|function)$/i;

/** The role that a value names: a text, a constant. */
export function roleOf(value: Value): Role | undefined {
  // `ChatMessageRole.USER.value()`: a constant may be asked for what it holds.
  const names = value.kind === 'external' ? value.steps.flatMap(step => (step.kind === 'member' ? step.name : [])) : [];
  const told = names.slice(-2).findLast(name => ROLE_NAME.test(name));
  const name = told ? ROLE_NAME.exec(told)?.[1] : plainText(value);
  return name === undefined ? undefined : ROLES[name.toLowerCase()];
}

/** What only holds a text or a list: `genai.Text("…")`, `anthropic.NewTextBlock("…")`, `Part.fromText("…")`, `Input::Items([…])`. */
const HOLDER =
  /^(?:new|from|of|create)?_?(?:(?:beta)?text(?:block|part|content)?(?:param)?|items?|array|parts|blocks|list|string_?(?:array)?|single|multiple)$|from_?text$/i;
/** The same by the end of a class's name: `ContentPartText::from("…")`, `InputItem::EasyMessage(…)`. */
const HOLDING_CLASS = /(?:Text|Message|Prompt)$/;

/** The last of the names that says one: the class's own, or that of a factory behind it. */
export function roleOfClass(names: readonly string[]): Role | undefined {
  for (const name of names.toReversed()) {
    const found = CLASS_ROLES.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return undefined;
}

/** What makes a message of texts or parts, with their role among them where its own name tells none. */
const HOLDS_ROLE = /message|content|part/i;
const NO_TEXT = /bytes|binary|uri|url|image|audio|file|data|blob|function|code|tool/i;

export interface Contents {
  role: Role;
  values: readonly Value[];
  /** It holds whole messages, each with a role of its own. */
  areMessages?: boolean;
}

/**
 * What a message holds that a function makes of arguments without names: `NewUserMessage(block, block)`,
 * `TextParts(role, "…")`, and Go's unions, where the one field that is set says which it is: `{OfUser: …}`.
 */
export function contentsOf(
  engine: Engine,
  args: Arguments,
  className: string,
  role: Role,
  isNamed: boolean,
): Contents | undefined {
  const member = args.list.find(arg => arg.name !== null && /^Of[A-Z]/.test(arg.name));
  if (member?.name) {
    const values = [engine.evaluate(member.value, args.frame)];
    return { role: roleOfClass([member.name]) ?? role, values, areMessages: member.name.endsWith('ItemList') };
  }
  const plain = args.list.filter(arg => arg.name === null);
  const values = plain.map(arg => engine.evaluate(arg.value, args.frame));
  const [first] = values;
  if (!first || (isNamed && role === 'tool')) return first && { role, values: [first] };
  const [, second] = values;
  if (second && isRole(first)) return { role: roleOf(first) ?? role, values: values.slice(1) };
  if (NO_TEXT.test(className)) return undefined;
  // `new Prompt(messages, options)`: what holds messages is none itself.
  if (!isNamed && className.endsWith('Prompt')) return { role, values: [first], areMessages: first.kind === 'list' };
  if (isNamed || HOLDER.test(className) || HOLDING_CLASS.test(className))
    return { role, values: values.filter((value, at) => at === 0 || constructed(value)) };
  const own = plain.length > 1 && HOLDS_ROLE.test(className) ? values.find(isRole) : undefined;
  return own && { role: roleOf(own) ?? role, values: values.filter(value => value !== own) };
}

const isRole = (value: Value): boolean =>
  (value.kind === 'text' || (value.kind === 'external' && isConstant(value))) && roleOf(value) !== undefined;

/** A constant, or what one of an enumeration holds: `ChatRole.USER`, `ChatMessageRole.USER.value()`. */
function isConstant({ steps }: Extract<Value, { kind: 'external' }>): boolean {
  const last = steps.at(-1);
  return last?.kind === 'member' || (last?.kind === 'call' && last.args?.list.length === 0 && steps.length > 2);
}
