/** What a text says of itself: whether a model is told it, whatever it is called. */

/** Who reads a page or a mail: a text that says this of its reader is no prompt. */
const READERS =
  'members?|users?|guests?|subscribers?|customers?|owners?|admins?|administrators?|visitors?|participants?|recipients?|moderators?';

/** How prompts open: with the part that the reader is to play, or its task. */
const TOLD = [
  String.raw`[Yy]ou(?: are|['’]re) (?:now )?(?:an? |the |acting as )(?!(?:\w+ )?(?:${READERS}|only|first|last|one)\b)`,
  String.raw`[Yy]our (?:task|job|goal|role) is (?:to|as)\b`,
  String.raw`[Yy]ou (?:are|have been|will be) (?:tasked|provided|presented|given) `,
  String.raw`(?:I want you to )?[Aa]ct as an? `,
].join('|');

/** Markup and titles that may come before it: `# System role`, `<role>`, `NOTICE`, `Role: `. */
const LEAD = String.raw`(?:\s|\\n|[-=*_~"'>|\\]|#{1,6} [^\n]{0,60}\n|<[\w -]{1,40}>|(?:[Rr]ole|ROLE|NOTICE|[Ss]ystem|SYSTEM|[Tt]ask|TASK|[Ii]nstructions?|INSTRUCTIONS?)\b:?){0,12}`;

const OPENING = new RegExp(`^${LEAD}(?:${TOLD})`);

/** The same in the bytes of a source, behind what opens a text. */
export const OPENING_IN_SOURCE = `["'\`]${LEAD}(?:${TOLD})`;

/** Whether a text opens as nothing but prompts do. */
export const opensAsPrompt = (text: string): boolean => OPENING.test(text);

/** What is said to who is to write an answer, and seldom to who reads a screen. */
const SIGNS: readonly RegExp[] = [
  /\byou (?:are|will be) (?:an?|the|given|provided|tasked)\b/i,
  /\byour (?:answer|response|reply|output|task|role|summary|analysis)\b/i,
  /(?:^|[.:\n]\s*(?:[-*\d.]+\s*)?)(?:please )?(?:respond|answer|reply|output|return|generate|extract|summari[sz]e|rewrite|classify|translate|analy[sz]e|evaluate|identify|determine|write)\b/i,
  /\b(?:return|output|respond|answer|reply|response)\b[^.\n]{0,40}\b(?:only|json|xml|markdown|format)\b/i,
  /\bthe (?:user|assistant|agent|model|conversation)(?:['’]s)?\b/i,
  /\b(?:the|this|these) following\b|\bbased on the\b|\bstep[- ]by[- ]step\b/i,
  /\b(?:do not|don['’]t|never|must not) (?:include|make up|invent|use|add|mention|repeat|write|output|explain|assume|ask|call|guess)\b/i,
];

/** How many different signs a text has that a model is told it. */
export const signsOf = (text: string): number => SIGNS.filter(sign => sign.test(text)).length;
