import { RULES } from '../../rules/index.ts';
import { SEVERITIES } from '../configuration.ts';
import type { Choices } from './key.ts';

export const rules: Choices = {
  type: 'choices',
  description: 'How serious the findings of a rule are, by its name. `off`: not told.',
  names: Object.fromEntries(RULES.map(({ id, title }) => [id, title])),
  values: SEVERITIES,
};
