import type { Service } from '../../pricing/facts/service-tiers.ts';
import type { Money } from '../../pricing/money.ts';
import type { Currency } from '../../pricing/own.ts';
import type { Price } from '../../pricing/price.ts';

/**
 * The vocabulary of the answer. Everything here is a plain, serialisable value: what crosses from core to the language
 * server, the CLI, the reports and the editor is made of these types alone. Money is a bigint, of which JSON must be told.
 */

/** A value, or the reason why there is none. An unknown is never a zero and never a guess. */
export type Known<T> = { known: true; value: T } | { known: false; why: string };

/** Zero-based line and UTF-16 column: the shape of LSP positions. */
export interface Position {
  line: number;
  character: number;
}

/** Half-open range, the shape of LSP ranges. */
export interface Range {
  start: Position;
  end: Position;
}

/** A range of a file. `file` is relative to the workspace root, with `/`. */
export interface Place {
  file: string;
  range: Range;
}

/**
 * What a number is. `exact`: counted by the model's own rule. `approximate`: by a fitted one. `lower-bound`: a part is
 * dynamic, the truth is this or more. `unknown`: not even that.
 */
export type Exactness = 'exact' | 'approximate' | 'lower-bound' | 'unknown';

/** From best to worst; a sum is as good as its worst part. */
const EXACTNESS_ORDER: readonly Exactness[] = ['exact', 'approximate', 'lower-bound', 'unknown'];
export const worse = (a: Exactness, b: Exactness): Exactness =>
  EXACTNESS_ORDER.indexOf(a) >= EXACTNESS_ORDER.indexOf(b) ? a : b;

/* ---- what is sent ---------------------------------------------------------------------------------------------- */

/** A piece of a prompt, in order of appearance. */
export type Part =
  /** Text known to the letter. `name` is the constant, template or file that holds it, if it has one. */
  | { kind: 'text'; text: string; place: Place; name?: string }
  /** A dynamic value: `name` as the source spells it, `why` it has no text; `tokens` by the user's own word. */
  | { kind: 'hole'; name: string; why: string; place: Place; tokens?: number }
  /** One of several texts, decided at run time. */
  | { kind: 'choice'; options: Part[][]; place: Place }
  /** Parts sent once for each element of `over`. */
  | { kind: 'repeat'; parts: Part[]; count: Known<number>; over: string; place: Place }
  /** An image, a sound, a document: billed by rules other than the text's. */
  | { kind: 'media'; media: 'image' | 'audio' | 'file'; place: Place; size?: ImageSize; detail?: string };

/** Pixels of an image that the source holds or points at. */
export interface ImageSize {
  width: number;
  height: number;
}

export type Role = 'system' | 'user' | 'assistant' | 'tool' | 'unknown';

export interface Message {
  role: Role;
  parts: Part[];
  /** Who speaks, or the tool whose result it is. */
  name?: string;
  /** What the model asked its tools for in this turn. */
  calls?: readonly ToolCall[];
}

/** A tool's call in a history; `arguments` are the text that the model wrote. */
export interface ToolCall {
  /** As the provider gave it, where the call is sent back with it. */
  id?: string;
  name: string;
  arguments: string;
  place: Place;
}

/** Tools, functions or an output schema: sent with the prompt and billed as input. */
export interface Attachment {
  kind: 'tools' | 'schema';
  /** The tool definitions (or the schema) as JSON values, as far as they could be read. */
  json: Known<readonly unknown[]>;
  /** Why more is sent than `json` shows; left out: it is all. */
  open?: readonly string[];
  place: Place;
  /** Whether one of the tools must be called, and which. */
  choice?: 'required' | { name: string };
}

export interface Prompt {
  messages: Message[];
  attachments: Attachment[];
  /** Why more may be sent than `messages` shows (a history, a spread). Empty: this is all. */
  open: string[];
  /** The model is told to think before it answers. */
  thinking?: true;
  /** For so many tokens: providers call that a target, and go beyond it. */
  thinkingBudget?: number;
  /** All that the call says of thinking, in its own words: `2000`, `adaptive, high`; `?` for what is not in sight. */
  effort?: string;
}

/* ---- who answers ----------------------------------------------------------------------------------------------- */

/** How the source names a model: decides how far to trust it. */
export type ModelOrigin =
  | 'literal'
  | 'constant'
  /** One of those that a parameter's type allows. */
  | 'type'
  | 'environment-default'
  | 'parameter-default'
  | 'option-default'
  | 'setting-default'
  | 'sdk-default'
  /** What an example of the environment says (`.env.example`): never certain. */
  | 'environment-example'
  /** What the user's own configuration says. */
  | 'mapping';

export interface ModelCandidate {
  /** As the source spells it, without the provider prefix that a router asks for (`openai/…`). */
  id: string;
  /** Who serves it, if source tells: a genai-prices provider id such as `openai`, `anthropic`, `google`. */
  provider: string | null;
  origin: ModelOrigin;
  /** The origin in words, for a reader: `default of the environment variable MODEL`. */
  note: string;
  /** What may hold another: an environment variable, a setting, a parameter; null where nothing may. */
  variable: string | null;
  place: Place;
}

export interface ModelChoice {
  /** Every model that the source names for this call, in order of appearance. */
  candidates: ModelCandidate[];
  /** Why another model than the candidates may be used. `null`: one of them it is. */
  unknown: string | null;
  /** What the source calls the one that is not known: an environment variable, `settings.model`. */
  name?: string;
  /** Who serves it, as far as the client tells. */
  provider?: string | null;
}

/* ---- where it is called ---------------------------------------------------------------------------------------- */

/**
 * `agent`: a chat call that is made again until the agent has what it wants, see `Repetition`; `image` also makes films; `audio`
 * goes either way; `rerank` puts documents in order for a question.
 */
export type CallKind = 'chat' | 'agent' | 'completion' | 'embedding' | 'image' | 'audio' | 'rerank';

/**
 * Why a call happens more than once. `each`: a loop or fan-out around it, once per element. `turns`: the model is asked again
 * with what its tools gave back; `count` is the most there can be, and what the call sends is what the first one sends.
 * `attempts`: again where it fails, `count` in all at most; no part of what it costs where it does not.
 */
export interface Repetition {
  kind: 'each' | 'turns' | 'attempts';
  over: string;
  count: Known<number>;
  place: Place;
}

/** What the code is for. Tests, examples and vendored code are no production cost. */
export type Tier = 'production' | 'test' | 'example' | 'vendored';

/** A function of the project. The place tells it from others of its name. */
export interface FunctionRef {
  name: string;
  place: Place;
}

/** What a call sends up to one of its marks (Anthropic's `cache_control`, Bedrock's `cachePoint`), for the provider to keep. */
export interface CachedPrefix {
  prompt: Prompt;
  keptFor: '5m' | '1h';
}

/**
 * A bound, with where the source says the number: a constant, a settings object, the call. `values`: what it may be, where the program
 * decides between several; the greatest bounds them all, and none does where one of them is not known.
 */
export type OutputBound =
  | { known: true; value: number; place?: Place; values?: readonly number[] }
  | { known: false; why: string; values?: readonly number[] };

export interface CallSite {
  /** Enclosing symbols + operation + ordinal among equals: survives moves within the file. */
  id: string;
  place: Place;
  /** The callee's last name: where an editor anchors what it shows. */
  anchor: Place;
  /** Id of the SDK's data file, such as `openai`. */
  sdk: string;
  /** The SDK's own name of the method, such as `chat.completions.create`. */
  operation: string;
  kind: CallKind;
  tier: Tier;
  model: ModelChoice;
  prompt: Prompt;
  /** Upper bound of output tokens that the call itself sets. */
  maxOutput: OutputBound;
  /** What the call marks for the provider's cache; left out where it marks nothing. */
  cached?: readonly CachedPrefix[];
  /** How it asks to be served, which decides the price. */
  service: Known<Service>;
  repeats: Repetition[];
  /** Functions of the project that the call goes through, outermost first; empty for a call of the SDK itself. */
  through: FunctionRef[];
  /** The function around the call whose callers decide part of what is sent; null where none do. */
  decidedBy: FunctionRef | null;
}

/* ---- what it costs --------------------------------------------------------------------------------------------- */

/**
 * A count of tokens. `min` is certain (but for the stated error of an approximate counter); `max: null` is unbounded.
 * `likely` is null where nothing better than the bound is known.
 */
export interface Tokens {
  min: number;
  likely: number | null;
  max: number | null;
  exactness: Exactness;
  /** Why it is no exact number, one reason a line. */
  why: string[];
}

/** Tokens of one text of a prompt, for a breakdown. */
export interface PartTokens {
  label: string;
  /** `framing`: what the provider puts around messages; it stands nowhere in the source. */
  role: Role | Attachment['kind'] | 'framing';
  place: Place | null;
  tokens: Tokens;
}

export interface InputTokens extends Tokens {
  /** Encoding or fitted rule that counted, such as `o200k_base` or `claude-4.5 (fitted)`; null where none could. */
  tokenizer: string | null;
  /** What the user can do with it: `±3 %, p95 15 % on 261 billed requests`; null for an exact counter. */
  error: string | null;
  /** What will be billed lies in here, by the error that was measured; null where there is no bound or no measure. */
  billed: { min: number; max: number } | null;
  parts: PartTokens[];
}

/** `high: null` is unbounded or unknown; `exactness: 'unknown'` means that `low` says nothing. */
export interface Amount {
  low: Money;
  high: Money | null;
  exactness: Exactness;
}

/** A line of the arithmetic: so many tokens at a rate. The lines of a call add up to its cost, to the last digit. */
export interface CostLine {
  label: string;
  side: 'input' | 'output';
  tokens: { min: number; max: number | null };
  /** What part of the tokens it is, where a cache keeps the others. */
  part: number;
  /** At both ends of the count: they differ where the price depends on the length, or is not quite known. Null: no price. */
  rates: { atMinPerMtok: Money; atMaxPerMtok: Money } | null;
  amount: Amount;
}

/** What one model of a call's candidates takes for it. */
export interface ModelCost {
  model: ModelCandidate;
  tokens: InputTokens;
  price: Known<Price>;
  /** Null exactly where `price` is not known. */
  cost: Cost | null;
  /** How `cost` comes about; empty without one. */
  lines: CostLine[];
  /** The same with the figures that the user states; null where none is stated or none changes anything. */
  expected: PricedLines | null;
  /** The model's own limit, where the call sets none and a page tells. */
  limit: OutputLimit | null;
  /** An answer in the form that the call asks for (a schema, a tool that must be called): no part of `cost`. Null without one. */
  form: CostLine | null;
  /** Null where nothing is marked, or nothing is kept that could be told. */
  cache: PromptCache | null;
  /** What differs from the list price, in words and with its source: a batch's half price. */
  terms: string | null;
}

/** What a model gives at the most, whatever it is asked: no limit of the call's. Priced is a call that comes back with as much. */
export interface OutputLimit extends PricedLines {
  tokens: number;
  source: string;
  asOf: string;
}

/** What a provider's cache makes of a call: what is kept, and both prices. How often it is found there, nobody knows. */
export interface PromptCache {
  /** By the call's own mark, or as every prompt that begins alike. */
  how: 'marked' | 'automatic';
  prefix: Pick<Tokens, 'min' | 'max' | 'exactness'>;
  /** From how many tokens on a model keeps a prompt; null where no page says so. */
  minimum: { tokens: number; source: string; asOf: string } | null;
  /** Null where that can't be told from the source. */
  isKept: boolean | null;
  keptFor: CachedPrefix['keptFor'] | null;
  /** The call that writes it (null: nobody knows), and one that finds it; null where nothing is kept. */
  prices: { first: PricedLines | null; later: PricedLines } | null;
}

export interface PricedLines {
  cost: Cost;
  lines: CostLine[];
}

/** Input and output apart, and their sum: never mixed silently. */
export interface Cost {
  input: Amount;
  output: Amount;
  total: Amount;
}

/** What only the user knows of how a call is made. */
export interface Usage {
  callsPerMonth: number | null;
  /** Part of the input that is read from the provider's cache: 0.8 is 80 %. */
  cacheHitRate: number | null;
  /** For how long the rest is written to it; null: it is not, or costs nothing. */
  cacheWrite: '5m' | '1h' | null;
  /** Tokens of what is filled in at run time, by the hole's name. */
  holes: Readonly<Record<string, number>> | null;
  /** Of an answer, on average. */
  outputTokens: number | null;
  /** Where these figures come from and of which day, as the user puts it. */
  source: string | null;
}

export interface CallCost {
  /** Over all candidates; counted with `o200k_base` and marked approximate where no model is known. */
  input: InputTokens;
  output: Tokens;
  /** One per candidate. */
  models: ModelCost[];
  /** Over all candidates; null where no model is known or one of them has no price, see `why`. */
  perCall: Cost | null;
  /** With the figures that the user states: never assumed. */
  expected: Cost | null;
  /** What the loops around the call make of it, where all of their lengths are known. */
  perRun: Amount | null;
  /** What the user says of how often it is made, and what that comes to. */
  perMonth: { calls: number; amount: Amount } | null;
  /** What the user states of this call; null where nothing. */
  usage: Usage | null;
  /** In which amounts are shown, where not in US dollars. */
  currency: Currency | null;
  /** Every reason why a number above is not exact, most important first. */
  why: string[];
}

export interface AnalyzedCall extends CallSite {
  cost: CallCost;
}

/** A named text that is sent: a constant, a template, a file. It has tokens and no price: that takes a call. */
export interface PromptDefinition {
  name: string;
  place: Place;
  /**
   * How it is known to be one: id of its file's format; `constant`, by its name in the code; null, by the calls that send it
   * alone.
   */
  format: string | null;
  tier: Tier;
  /** When it is sent, in words, where its format decides that. */
  sent: string | null;
  /** As of a call whose model is not known. */
  tokens: InputTokens;
  /** Names of what is filled in at run time. */
  openings: string[];
  /** Ids of the calls that send it. */
  usedBy: string[];
}

/** What is known of one file. */
export interface Analysis {
  file: string;
  calls: AnalyzedCall[];
  prompts: PromptDefinition[];
  /** Calls that a comment says are not to be told. */
  ignored: number;
}

/* ---- what is worth telling ------------------------------------------------------------------------------------- */

/** What a rule has to say of a place, and what could be done. */
export interface Finding {
  /** Id of the rule, such as `retired-model`. */
  rule: string;
  severity: 'info' | 'warning' | 'error';
  /** What an editor marks. */
  place: Place;
  /** The call or prompt that it is about: a comment there silences it. */
  subject: Place;
  message: string;
  related: { place: Place; message: string }[];
  /** What stands there is on its way out. */
  isDeprecated: boolean;
  fix: Fix | null;
}

/** What would mend it, with what that saves; or why it is not done for the reader. */
export type Fix = { title: string; saving: Saving | null } & (
  | {
      kind: 'edit';
      edits: TextEdit[];
      /** The program does after it what it did before. */
      isSafe: boolean;
    }
  | { kind: 'disabled'; why: string }
);

export interface TextEdit {
  place: Place;
  text: string;
}

/** What a call takes less; below zero, more. */
export interface Saving {
  perCall: Money;
  exactness: Exactness;
  /** From which call on, or by what way: `after the first`. */
  when: string | null;
}
