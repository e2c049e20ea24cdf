import type { ModelChoice } from '../model.ts';
import { directoryOf } from '../paths.ts';
import { buildMessages, roleToken, type Token } from './syntax/blocks.ts';
import { handlebarsTokens } from './syntax/handlebars.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { siteOf } from './syntax/site.ts';
import { at, numberAt, readYaml, textAt, type Yaml } from './syntax/yaml.ts';
import type { Source, Template } from './template.ts';

/** https://learn.microsoft.com/semantic-kernel/concepts/prompts: `skprompt.txt`, its settings in `config.json` beside it. */
export const semanticKernel: Template = {
  id: 'semantic-kernel',
  matches: file => /(?:^|\/)skprompt\.txt$/i.test(file),
  read(source) {
    const config = source.other('config.json');
    const own = config && directoryOf(config.file) === directoryOf(source.file) ? config : undefined;
    const settings = own && readYaml(own.text);
    return siteOf(source, buildMessages(handlebarsTokens(source).flatMap(cutAtMessages), 'user'), {
      name: directoryOf(source.file).split('/').at(-1) || undefined,
      model: own ? modelOf(own, settings) : null,
      maxOutput: boundOf(numberAt(settings, 'execution_settings.default.max_tokens', 'completion.max_tokens')),
    });
  },
};

/** Settings are by service; of one alone it is known that it answers. */
function modelOf(config: Source, settings: Yaml | undefined): ModelChoice | null {
  const services = at(settings, 'execution_settings');
  const keys = services?.kind === 'map' ? [...services.entries.keys()] : [];
  const named = keys.flatMap(
    key => textAt(services, `${key}.model_id`) ?? textAt(services, `${key}.ai_model_id`) ?? [],
  );
  const choices = named.map(({ value, start, end }) => modelNamed(value, config.place(start, end)));
  if (choices.length === 0) return null;
  return {
    candidates: choices.flatMap(choice => choice.candidates),
    unknown: choices.map(choice => choice.unknown).find(why => why !== null) ?? null,
  };
}

const MESSAGE = /<message\s+role="(\w+)"\s*>|<\/message>/g;

/** `<message role="system">…</message>`: another message, of which the tags are no part. */
function cutAtMessages(token: Token): Token[] {
  if (token.kind !== 'text') return [token];
  const out: Token[] = [];
  let from = 0;
  for (const found of token.text.matchAll(MESSAGE)) {
    out.push({ ...token, text: token.text.slice(from, found.index) });
    if (found[1] !== undefined) out.push(roleToken(found[1]));
    from = found.index + found[0].length;
  }
  return [...out, { ...token, text: token.text.slice(from) }];
}
