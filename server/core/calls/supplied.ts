import type { CallFact } from '../languages/facts.ts';
import type { CallSite, FunctionRef, Message, Part, Place, Prompt } from '../model.ts';
import { isOnlyOwn } from './caller-index.ts';
import type { Ask, FoundCall } from './direct.ts';
import { createEntries } from './entries.ts';
import { textGiven } from './fingerprint.ts';
import type { Definition } from './prompt.ts';
import { anyOf, keyOf } from './runs.ts';
import type { Frame } from './value.ts';

/** How many callers up a text may come from. */
const MAX_DEPTH = 3;

/**
 * A call that sends what its function is given, with what the project's callers give: each is one of several, and what the
 * function sends for any other caller stays one of them where there may be another.
 */
export function createSupplied(ask: Ask, read: (call: CallFact, frame: Frame) => FoundCall | undefined) {
  const entriesOf = createEntries(ask);

  return (found: FoundCall, call: CallFact, frame: Frame): FoundCall => {
    if (!isOpen(found.site) || (isPassedOn(found.site) && !isOnlyOwn(ask.engine, frame))) return found;
    ask.begin();
    const own = textGiven(ask.engine, call, frame);
    const seen = new Set([own]);
    const { frames, areAll } = entriesOf(frame, MAX_DEPTH);
    let isWhole = areAll;
    const readings = frames.flatMap(entered => {
      ask.begin();
      const text = textGiven(ask.engine, call, entered);
      const reading = seen.has(text) ? undefined : read(call, entered);
      isWhole &&= text !== own && (reading !== undefined || seen.has(text));
      seen.add(text);
      return reading ?? [];
    });
    return merged(found, readings, isWhole);
  };
}

const partsOf = ({ prompt }: CallSite): Part[] => prompt.messages.flatMap(message => message.parts.flatMap(leavesOf));

const isOpen = (site: CallSite): boolean =>
  site.prompt.open.length > 0 || partsOf(site).some(part => part.kind === 'hole');

/** Whether all of the prompt is what the function is given: its callers are call sites, and tell it there. */
const isPassedOn = (site: CallSite): boolean =>
  site.decidedBy !== null &&
  partsOf(site).every(part => (part.kind === 'text' ? part.text.trim() === '' : isParameterOf(part, site.decidedBy)));

const isParameterOf = (part: Part, home: FunctionRef | null): boolean =>
  part.kind === 'hole' && part.why === 'a parameter' && isSamePlace(part.place, home?.place);

const isSamePlace = (a: Place, b: Place | undefined): boolean =>
  a.file === b?.file &&
  a.range.start.line === b.range.start.line &&
  a.range.start.character === b.range.start.character;

function leavesOf(part: Part): Part[] {
  if (part.kind === 'choice') return part.options.flat().flatMap(leavesOf);
  return part.kind === 'repeat' ? part.parts.flatMap(leavesOf) : [part];
}

function merged(own: FoundCall, readings: readonly FoundCall[], areAll: boolean): FoundCall {
  const telling = readings.filter(({ site }) => textOf(site.prompt) !== textOf(own.site.prompt));
  if (telling.length === 0) return own;
  const all = areAll ? readings : [own, ...telling];
  const prompt = oneOf(
    all.map(({ site }) => site.prompt),
    own.site.place,
  );
  return { site: { ...own.site, prompt }, definitions: definitionsOf(all) };
}

function definitionsOf(found: readonly FoundCall[]): Definition[] {
  const all = new Map(found.flatMap(({ definitions }) => definitions).map(one => [JSON.stringify(one.place), one]));
  return [...all.values()];
}

/** One of several prompts: message by message where they agree on who speaks, else one message that is any of them. */
function oneOf(prompts: readonly Prompt[], place: Place): Prompt {
  const [first] = prompts;
  if (!first) return { messages: [], attachments: [], open: [] };
  const areAlike = (of: (prompt: Prompt) => unknown): boolean => prompts.every(p => keyOf(of(p)) === keyOf(of(first)));
  const any = (of: (prompt: Prompt) => Part[]): Part[] => anyOf(prompts.map(of), place);
  const haveSameRoles = areAlike(prompt => prompt.messages.map(message => message.role));
  const messages: Message[] = haveSameRoles
    ? first.messages.map(({ role }, at) => ({ role, parts: any(prompt => prompt.messages[at]?.parts ?? []) }))
    : [{ role: 'unknown', parts: any(prompt => prompt.messages.flatMap(message => message.parts)) }];
  const open = [
    ...prompts.flatMap(prompt => prompt.open),
    ...(haveSameRoles ? [] : ['callers give different messages']),
    ...(areAlike(prompt => prompt.attachments) ? [] : ['callers give different tools or schemas']),
  ];
  return { messages, attachments: first.attachments, open: [...new Set(open)] };
}

const textOf = (prompt: Prompt): string => keyOf(prompt.messages.flatMap(message => message.parts));
