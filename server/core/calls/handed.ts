import { providerOfPackage } from '../sdks/providers.ts';
import { constructed, valueAt } from './fields.ts';
import { type CallArguments } from './locate.ts';
import { serverOf } from './servers.ts';
import { type Engine, type Step, type Value, plainText } from './value.ts';

type External = Extract<Value, { kind: 'external' }>;

/** A model that a package makes to be handed over: `openai('gpt-4o')`, `registry.languageModel('openai:gpt-4o')`. */
export interface Handed {
  /** Its name, or another such model. */
  name: Value;
  provider: string | null;
  /** Where it is served, if the source says so; see `serverOf`. */
  server: string | null | undefined;
}

export function modelHanded(call: CallArguments, value: External): Handed | undefined {
  const args = constructed(value);
  const [first] = args?.list ?? [];
  if (!args || !first || first.spread) return undefined;
  const maker = { ...value, steps: value.steps.slice(0, -1) };
  return askedOf(call, maker, call.engine.evaluate(first.value, args.frame));
}

/** What a provider gives when asked for a model of that name. */
function askedOf(call: CallArguments, provider: Value, name: Value): Handed | undefined {
  if (provider.kind !== 'external') return undefined;
  if (provider.package === 'ai') return ofToolkit(call, provider, name);
  const named = providerOfPackage(provider.package);
  if (named === undefined) return undefined;
  const made: CallArguments = { ...call, args: { ...call.args, list: [] }, steps: provider.steps };
  return { name, provider: named, server: serverOf(made, {}, named) };
}

/** What the Vercel AI SDK itself makes models with: its gateway, a provider of one's own, a registry of providers. */
function ofToolkit(call: CallArguments, { steps }: External, name: Value): Handed | undefined {
  const { engine } = call;
  const [maker, made] = steps;
  const making = maker?.kind === 'member' ? maker.name : '';
  if (/^(?:gateway|createGateway)$/.test(making)) return { name, provider: null, server: undefined };
  const [given, options] = argumentsOf(engine, made);
  if (!given) return undefined;
  if (/customProvider$/i.test(making)) return ofOwn(call, given, name);
  if (!/createProviderRegistry$/i.test(making) || name.kind !== 'text') return undefined;
  const asked = plainText(name) ?? '';
  const written = options && valueAt(engine, options, 'separator');
  const separator = (written && plainText(written)) || ':';
  const at = asked.indexOf(separator);
  const provider = at > 0 ? valueAt(engine, given, asked.slice(0, at)) : undefined;
  const rest = { kind: 'text' as const, text: asked.slice(at + separator.length), place: name.place };
  return provider && askedOf(call, provider, { ...name, pieces: [rest] });
}

function argumentsOf(engine: Engine, made: Step | undefined): Value[] {
  if (made?.kind !== 'call' || !made.args) return [];
  const { list, frame } = made.args;
  return list.map(arg => engine.evaluate(arg.value, frame));
}

/** Where a provider of one's own keeps its models. */
const MODELS = ['languageModels', 'textEmbeddingModels', 'embeddingModels', 'imageModels'] as const;

/** One of its models; where the name is not known, any of them may be meant. */
function ofOwn(call: CallArguments, given: Value, name: Value): Handed | undefined {
  const { engine } = call;
  const asked = plainText(name);
  const all = MODELS.flatMap(models => {
    const kept = valueAt(engine, given, models);
    return kept?.kind === 'object' ? [...kept.entries] : [];
  });
  const meant = all.filter(([key]) => asked === undefined || key === asked).map(([, model]) => model);
  const [only] = meant;
  if (only)
    return { name: meant.length > 1 ? { kind: 'choice', options: meant } : only, provider: null, server: undefined };
  const fallback = valueAt(engine, given, 'fallbackProvider');
  return fallback && askedOf(call, fallback, name);
}
