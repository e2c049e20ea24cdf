import type { CostDiff, PromptDiff } from '../core/history/diff.ts';
import type { SettingDiff } from '../core/history/settings.ts';
import type { Place } from '../core/model.ts';
import type { Verdict } from '../core/policies/evaluate.ts';
import { alikeWords, groupSites, type SiteGroup } from './diff-groups.ts';
import { headline } from './diff-headline.ts';
import { isSilent, notes, ofProduction, settingWords, tokensBetween, UNTIED } from './diff-words.ts';
import { htmlHead } from './html-head.ts';
import { escape } from './html-table.ts';
import { verdictLines } from './policy-words.ts';
import { unbroken, visible } from './quoting.ts';

export interface DiffHtmlOptions {
  verdicts: readonly Verdict[];
  compared: { base: string; head: string };
  isAll: boolean;
}

/** What a change does to the bill, as a page that needs nothing else and runs nothing. */
export function writeDiffHtml(whole: CostDiff, { verdicts, compared, isAll }: DiffHtmlOptions): string {
  const diff = isAll ? whole : ofProduction(whole);
  const rows = [
    ...groupSites(diff.sites).map(siteRow),
    ...diff.settings.map(settingRow),
    ...diff.prompts.map(promptRow),
  ];
  return `${htmlHead(STYLE)}
<title>${text(headline(diff))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${text(headline(diff))}</h1>
<p class="muted">${text(`${compared.base} → ${compared.head}`)}</p>
${policies(verdicts, diff.on)}
${rows.length === 0 ? '' : `<table>\n<thead><tr>${COLUMNS.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table>`}
${
  isSilent(diff)
    ? ''
    : notes(diff)
        .map(note => `<p class="muted">${text(note)}</p>`)
        .join('\n')
}
</body>
</html>
`;
}

const COLUMNS = ['Call', 'Model', 'Input', 'Cost per call', 'Why'];

/** What others wrote, with nothing hidden in it. */
const text = (words: string): string => unbroken(escape(visible(words)));

const placed = ({ file, range }: Place): string => `<code>${text(`${file}:${range.start.line + 1}`)}</code>`;

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell, at) => `<td data-name="${COLUMNS[at]}">${cell}</td>`).join('')}</tr>`;

function siteRow({ words, others }: SiteGroup): string {
  const { kind, place, name, model, open, input, perCall, causes } = words;
  const alike = alikeWords(others, placed);
  const why = causes.map(({ cause, what, recount, cost, places }) => {
    const elsewhere = places
      .filter(({ file }) => file !== place.file)
      .slice(0, 2)
      .map(placed);
    // Models have a column.
    const told = cause === 'model' ? recount : what;
    return [`<b>${cause}</b> ${text(told)}`.trimEnd(), ...(cost === '' ? [] : [text(cost)]), ...elsewhere].join(' · ');
  });
  return row([
    `${placed(place)}<br><span class="muted">${text(name)}</span>${alike === '' ? '' : `<br>${alike}`}`,
    text(model),
    text(input),
    perCall.map(text).join('<br>'),
    kind === 'changed' ? why.join('<br>') : [`<b>${kind}</b>`, ...(open === '' ? [] : [text(open)])].join(' · '),
  ]);
}

/** With prices per million tokens: no call tells how many there are. */
function settingRow(setting: SettingDiff): string {
  const { what, prices } = settingWords(setting);
  return row([
    `${placed(setting.place)}<br><span class="muted">${text(setting.name)}</span>`,
    setting.what === 'model' ? text(what) : '–',
    '–',
    text(prices || '–'),
    `<b>setting</b> ${text(setting.what === 'model' ? UNTIED : `${setting.what} ${what}: ${UNTIED}`)}`,
  ]);
}

const promptRow = ({ kind, name, place, before, after, isComparable }: PromptDiff): string =>
  row([
    `${placed(place)}<br><span class="muted">${text(name)}</span>`,
    '–',
    text(tokensBetween(before, after, isComparable)),
    'no call in sight sends it',
    `<b>prompt ${kind}</b>`,
  ]);

function policies(verdicts: readonly Verdict[], on: string): string {
  const items = verdictLines(verdicts, on).map(({ action, policy, place, what, exempt }) => {
    const where = place ? ` ${placed(place)}` : '';
    const why = exempt ? ` (${exempt.note}: ${exempt.reason})` : '';
    return `<li class="${action}"><b>${action}</b> ${text(policy)}${where}: ${text(what + why)}</li>`;
  });
  return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
body { margin: 0 auto; max-width: 1120px; padding: 32px 24px; background: light-dark(#fcfcfa, #16191b); color: light-dark(#1c2226, #e4e8e9); }
h1 { font-size: 1.4rem; font-weight: 600; line-height: 1.3; margin: 0 0 4px; }
.muted { color: light-dark(#59656c, #98a4aa); }
p { margin: 4px 0; }
ul { list-style: none; margin: 16px 0; padding: 0; }
.fail b:first-child { color: light-dark(#a3201a, #ff8f85); }
.warn b:first-child { color: light-dark(#8a5300, #e0b060); }
table { border-collapse: collapse; margin: 20px 0; width: 100%; }
th { text-align: left; font-weight: 600; }
th, td { padding: 8px 16px 8px 0; vertical-align: top; border-bottom: 1px solid light-dark(#dfe3e1, #2c3337); }
td:first-child { overflow-wrap: anywhere; min-width: 14rem; }
td:nth-child(2), td:last-child { overflow-wrap: anywhere; min-width: 9rem; }
td:nth-child(3), td:nth-child(4) { white-space: nowrap; }
code { font: 0.92em ui-monospace, 'DejaVu Sans Mono', monospace; }
@media (max-width: 960px) {
  thead { display: none; }
  tr { display: block; padding: 12px 0; border-bottom: 1px solid light-dark(#dfe3e1, #2c3337); }
  td:nth-child(n) { display: block; border: 0; padding: 2px 0; white-space: normal; }
  td::before { content: attr(data-name) ': '; color: light-dark(#59656c, #98a4aa); }
}
`;
