import type { Rule } from '../core/rules/rule.ts';

/** A rule's page for those who were told something by it. Ends with a line break. */
export function rulePage({ id, title, severity, why, said, ignore, example, tiers }: Rule): string {
  const { language, before, after } = example;
  const fence = (code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;
  return `${[
    `# ${title} (\`${id}\`)`,
    severity === 'off' ? 'Off by default.' : `Default severity: ${severity}.`,
    '## Why',
    ...why,
    '## Example',
    fence(before),
    ...(after === null ? [] : ['Better:', fence(after)]),
    ...(said.length === 0
      ? []
      : ['## What is said of it', said.map(one => `- ${one.says} ([source](${one.source}), ${one.asOf})`).join('\n')]),
    '## When to ignore it',
    ignore,
    ...(tiers === undefined ? [] : [`It is told of ${tiers.join(' and ')} code.`]),
    [
      `A comment \`prompt-cost: ignore ${id}\` on the call's line or above it silences it there, \`prompt-cost: ignore-file ${id}\` in the whole file.`,
      `In \`promptcost.config.yaml\`, \`rules: { ${id}: off }\` silences it everywhere; \`info\`, \`warning\` and \`error\` say how serious it is to you.`,
    ].join(' '),
  ].join('\n\n')}\n`;
}

/** What the folder of pages begins with. */
export function rulesPage(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, title, severity }) => `| [\`${id}\`](${id}.md) | ${title} | ${severity} |`);
  return `${[
    '# Rules',
    'What Prompt Cost tells of calls that cost more than they need to. Each is decided from the code alone; what providers say has its source and day.',
    ['| rule | what it tells | by default |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}
