import type { PanelAction, PanelModel, PanelSection } from '../../../server/report/panel.ts';

/** A panel as a text that can be read and compared. */
export function panelText({ sample, sources, empty, alerts, tabs }: PanelModel): string {
  return [
    ...(sample === null ? [] : [`!! ${sample.text} ${actionTexts(sample.actions)}`]),
    ...sources.flatMap(({ title, state, text, isSample, setUp, actions }) => [
      `${isSample ? '(sample) ' : ''}${title}: ${state}. ${text} ${actionTexts(actions)}`,
      ...setUp.map(line => `    $ ${line}`),
    ]),
    ...(empty === null ? [] : [`# ${empty.title}`, empty.text, actionTexts(empty.actions)]),
    ...alerts.flatMap(({ severity, title, text, detail }) => [`${severity}: ${title}`, `    ${text}`, `    ${detail}`]),
    ...tabs.flatMap(({ title, sections }) => ['', `==== ${title} ====`, ...sections.flatMap(sectionText)]),
    '',
  ].join('\n');
}

function sectionText({ title, note, source, isSample, figures, chart, table, actions }: PanelSection): string[] {
  return [
    '',
    `## ${title}${isSample ? ' (sample)' : ''}`,
    ...[note, source === null ? null : `from ${source}`].filter(line => line !== null),
    ...figures.flatMap(({ label, value, change, tone, detail }) => [
      `* ${label}: ${value}${change === null ? '' : ` (${change})`}${tone === 'plain' ? '' : ` [${tone}]`}`,
      ...detail.split('\n').map(line => `      ${line}`),
    ]),
    ...(chart === null
      ? []
      : [
          `~ ${chart.unit}, ${chart.at.length} points: ${chart.summary}`,
          ...chart.lines.map(line => `~ line ${line.label}${line.isBaseline ? ', baseline' : ''}`),
          ...chart.marks.map(
            ({ label, opens }) => `~ mark ${label}${opens === null ? '' : ` → ${opens.uri}:${opens.line}`}`,
          ),
        ]),
    ...(table === null
      ? []
      : [
          `| ${table.columns.map(column => column.title).join(' | ')}`,
          ...table.rows
            .slice(0, 8)
            .flatMap(({ cells, opens }) => [
              `| ${cells.map(({ text }) => text).join(' | ')}${opens === null ? '' : ` → ${opens.uri}:${opens.line}`}`,
              ...cells.flatMap(cell => (cell.detail === null ? [] : [`      ${cell.text}: ${cell.detail}`])),
            ]),
          ...(table.more === null ? [] : [`| ${table.more}`]),
        ]),
    ...(actions.length === 0 ? [] : [actionTexts(actions)]),
  ];
}

const actionTexts = (actions: readonly PanelAction[]): string =>
  actions
    .map(({ title, does }) => {
      const what =
        does.kind === 'command'
          ? [does.command, ...does.arguments].join(' ')
          : does.kind === 'link'
            ? does.url
            : 'copy';
      return `[${title}: ${what}]`;
    })
    .join(' ');
