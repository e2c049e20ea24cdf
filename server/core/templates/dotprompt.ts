import { buildMessages } from './syntax/blocks.ts';
import { splitFrontMatter } from './syntax/front-matter.ts';
import { handlebarsTokens } from './syntax/handlebars.ts';
import { boundOf, modelNamed } from './syntax/models.ts';
import { siteOf } from './syntax/site.ts';
import { numberAt, textAt } from './syntax/yaml.ts';
import type { Template } from './template.ts';

/** https://google.github.io/dotprompt/reference: settings, then messages in Handlebars. */
export const dotprompt: Template = {
  id: 'dotprompt',
  matches: file => /\.prompt$/i.test(file),
  read(source) {
    const { settings, body } = splitFrontMatter(source.text);
    const model = textAt(settings, 'model');
    return siteOf(source, buildMessages(handlebarsTokens(source, body), 'user'), {
      name: textAt(settings, 'name')?.value,
      at: model,
      model: model ? modelNamed(model.value, source.place(model.start, model.end)) : null,
      maxOutput: boundOf(numberAt(settings, 'config.maxOutputTokens', 'config.max_tokens')),
    });
  },
};
