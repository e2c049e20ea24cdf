import { ancestors, joinPath } from '../../paths.ts';
import { type Value, frameOf, plainText } from '../value.ts';
import { type Call, type Standard, firstOf } from './call.ts';
import { formatText } from './ruby.ts';

/** A path from a folder of the project. */
const rooted =
  (folder: string): Standard =>
  ({ values, place }) => {
    const names = values.flatMap(value => plainText(value) ?? []);
    const file = names.length === values.length ? joinPath(folder, ...names) : undefined;
    return file === undefined ? undefined : { kind: 'path', file, place };
  };

/** PHP's standard functions, and those that Laravel gives to every file. */
export const PHP_STANDARD: Readonly<Record<string, Standard>> = {
  config: configured,
  collect: firstOf,
  array_merge: arrayMerged,
  array_values: firstOf,
  sprintf: formatText,
  resource_path: rooted('resources'),
  base_path: rooted(''),
  storage_path: rooted('storage'),
  app_path: rooted('app'),
};

/** Laravel's `config('services.openai.model', 'gpt-4o')`: what `config/services.php` returns under these keys. */
function configured({ engine, values, place }: Call): Value | undefined {
  const [key, fallback] = values;
  const [file = '', ...keys] = (key && plainText(key))?.split('.') ?? [];
  const path = ancestors(place.file)
    .map(folder => joinPath(folder, `config/${file}.php`))
    .find(one => one !== undefined && engine.project.exists(one));
  const module = path === undefined ? undefined : engine.moduleOf(path);
  const given = module?.scope(0)?.returns.at(-1);
  let value = module && given && engine.evaluate(given.value, frameOf(module, 0));
  for (const one of keys) value = value?.kind === 'object' ? value.entries.get(one) : undefined;
  if (value) return value;
  if (fallback?.kind !== 'text') return undefined;
  const note = `default of the setting \`${[file, ...keys].join('.')}\``;
  return { ...fallback, origin: { how: 'environment-default', note } };
}

/** `array_merge($defaults, ['model' => …])`: lists one behind the other, keys by the last that has them. */
function arrayMerged({ values, spelled }: Call): Value | undefined {
  const why = `\`${spelled}\` adds at run time`;
  if (values.every(value => value.kind === 'list'))
    return { kind: 'list', items: values.flatMap(v => v.items), open: values.flatMap(v => v.open) };
  if (values.some(value => value.kind === 'list')) {
    const parts = values.map(value => (value.kind === 'list' ? value : { items: [], open: [why] }));
    return { kind: 'list', items: parts.flatMap(p => p.items), open: parts.flatMap(p => p.open) };
  }
  if (!values.some(value => value.kind === 'object')) return undefined;
  const entries = new Map(values.flatMap(value => (value.kind === 'object' ? [...value.entries] : [])));
  return { kind: 'object', entries, open: values.flatMap(value => (value.kind === 'object' ? value.open : [why])) };
}
