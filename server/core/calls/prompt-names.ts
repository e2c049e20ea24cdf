/** Names that say what a text is for: `SYSTEM_PROMPT`, `promptTemplate`, `AGENT_INSTRUCTIONS`. */
export const PROMPT_NAME =
  /prompt|(?:system|developer|agent|assistant|llm|model)_?(?:message|msg|instructions?|template)/i;

/** Names that many prompts have, and other texts too: the text itself is to say more. */
export const LIKELY_NAME = /instructions?|directives?|guidelines?|persona|system|templates?|user_?(?:message|msg)/i;

/** How many signs (`signsOf`) a text must have under a name that ends so. */
const LIKELY: readonly (readonly [ending: RegExp, signs: number])[] = [
  [/(?:^|_)(?:instructions?|directives?|guidelines?|persona|system)(?:_v?\d+)?$/i, 1],
  [/(?:^|_)(?:templates?|user_(?:message|msg))(?:_v?\d+)?$/i, 2],
];

/** How many signs a text must have to be a prompt under this name; null where no number of them will do. */
export function signsUnder(name: string): number | null {
  if (PROMPT_NAME.test(name)) return 0;
  const words = inWords(name);
  return LIKELY.find(([ending]) => ending.test(words))?.[1] ?? null;
}

/** What the last word of a name says that the text is, rather than a prompt. */
const OTHER_KIND =
  /_(?:json|schema|html|css|sql|regex|pattern|path|file|dir|url|id|key|name|title|label|error|help)s?$/i;

export const isOtherKind = (name: string): boolean => OTHER_KIND.test(inWords(name));

/** `promptJson` as `prompt_Json`. */
const inWords = (name: string): string => name.replace(/([a-z])(?=[A-Z][a-z]+(?:V?\d+)?$)/, '$1_');

/** Keys that say the same as a name with `prompt` in it, where a text stands under them. */
const PROMPT_KEY = /^(?:system|instructions?|preamble)$/;

/** Whether one of these names, from outside in, says that what lies under them is a prompt. */
export function isPromptNamed(names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  return !isOtherKind(last) && (PROMPT_KEY.test(last) || names.some(name => PROMPT_NAME.test(name)));
}
