import { handlebarsTokens } from './syntax/handlebars.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { readChat, siteOf } from './syntax/site.ts';
import { itemsAt, numberAt, readYaml, textAt } from './syntax/yaml.ts';
import type { Template } from './template.ts';

/** https://docs.github.com/github-models/use-github-models/storing-prompts-in-github-repositories */
export const githubModels: Template = {
  id: 'github-models',
  matches: file => /\.prompt\.ya?ml$/i.test(file),
  read(source) {
    const settings = readYaml(source.text);
    const model = textAt(settings, 'model');
    const limit = ['maxTokens', 'max_tokens', 'maxCompletionTokens', 'max_completion_tokens'];
    return siteOf(source, readChat(source, itemsAt(settings, 'messages'), handlebarsTokens), {
      name: textAt(settings, 'name')?.value,
      at: model,
      model: model ? modelNamed(model.value, source.place(model.start, model.end)) : null,
      maxOutput: boundOf(numberAt(settings, ...limit.map(key => `modelParameters.${key}`))),
    });
  },
};
