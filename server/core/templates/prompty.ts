import { providerNamed } from '../../../pricing/provider.ts';
import type { ModelChoice } from '../model.ts';
import { splitFrontMatter } from './syntax/front-matter.ts';
import { handlebarsTokens } from './syntax/handlebars.ts';
import { jinjaTokens } from './syntax/jinja.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { readRoleLines, siteOf } from './syntax/site.ts';
import { asText, at, numberAt, textAt, type Yaml } from './syntax/yaml.ts';
import type { Source, Template } from './template.ts';

/** https://prompty.ai/docs/prompty-specification: settings of the model, then messages in Jinja. */
export const prompty: Template = {
  id: 'prompty',
  matches: file => /\.prompty$/i.test(file),
  read(source) {
    const { settings, body } = splitFrontMatter(source.text);
    const engine =
      textAt(settings, 'template.type') ?? textAt(settings, 'template.format') ?? textAt(settings, 'template');
    const read = /mustache|handlebars/i.test(engine?.value ?? '') ? handlebarsTokens : jinjaTokens;
    const named = modelOf(settings);
    return siteOf(source, readRoleLines(read(source, body), 'system'), {
      name: textAt(settings, 'name')?.value,
      at: named,
      model: named ? choose(source, named) : null,
      maxOutput: boundOf(numberAt(settings, ...LIMITS)),
    });
  },
};

const LIMITS = [
  'model.parameters.max_tokens',
  'model.parameters.max_completion_tokens',
  'model.parameters.maxTokens',
  'model.options.maxOutputTokens',
  'model.options.max_tokens',
];

interface Named {
  value: string;
  start: number;
  end: number;
  provider: string | null;
}

/** A deployment of Azure is named by whoever made it, mostly after its model. */
const MODELS = [
  'model.configuration.model',
  'model.configuration.name',
  'model.configuration.azure_deployment',
  'model.id',
];

function modelOf(settings: Yaml | undefined): Named | undefined {
  const found =
    asText(at(settings, 'model')) ?? MODELS.map(path => textAt(settings, path)).find(text => text !== undefined);
  const provider = textAt(settings, 'model.configuration.type') ?? textAt(settings, 'model.provider');
  return found && { ...found, provider: provider ? serverOf(provider.value) : null };
}

/** `azure_openai`, `azure_serverless`, `openai`, `anthropic`. */
const serverOf = (type: string): string => (/^azure/i.test(type) ? 'azure' : providerNamed(type));

const choose = (source: Source, { value, start, end, provider }: Named): ModelChoice =>
  modelNamed(value, source.place(start, end), provider);
