import { catalogue } from '../../pricing/catalogue.ts';
import type { Amount, AnalyzedCall, Place } from '../core/model.ts';
import { withoutFollowed } from '../core/callers.ts';
import { ageOf } from './age.ts';
import { htmlHead } from './html-head.ts';
import { asideRows, callTable, escape, type Row } from './html-table.ts';
import { formatAmount } from './numbers.ts';
import { currencyWords } from './own-words.ts';
import type { PageCall, PageData, TextAmount } from './page/data.ts';
import type { ScanReport } from './scan.ts';
import { printable } from './terminal.ts';
import { byCost, formatTally, notInTotal, plural, standingOf, tallyOf } from './tally.ts';

export interface HtmlOptions {
  title: string;
  /** Style sheet and script of the page (`page/`), as they are built. */
  style: string;
  script: string;
  /** Where in its file a call is said to stand: on its line, if not told otherwise. */
  lineOf?: (place: Place, folder: number) => string;
}

/** A folder's scan; its name stands before its files where there are several. */
export interface NamedScan {
  name: string | null;
  scan: ScanReport;
}

/**
 * The scans as one page that needs nothing else: no network, no other file. Whatever stands in the source is text in it, and
 * the browser is told to run nothing but the page's own script.
 */
export function writeHtml(scans: readonly NamedScan[], { title, style, script, lineOf }: HtmlOptions): string {
  const rows = scans.flatMap(({ name, scan }, folder) =>
    rowsOf(scan, folder, name, place => lineOf?.(place, folder) ?? String(place.range.start.line + 1)),
  );
  const sorted = rows.toSorted((a, b) => byCost(tallyOf([a.call]), tallyOf([b.call])));
  const main = sorted.filter(row => !row.aside);
  const aside = sorted.filter(row => row.aside);
  const data: PageData = {
    currency: rows[0]?.call.cost.currency ?? null,
    calls: [...main, ...aside].map(toData),
  };
  return `${htmlHead(style, script)}
<meta name="referrer" content="no-referrer">
<title>${escape(title)} – Prompt Cost</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="name">Prompt Cost</p>
<h1>${escape(title)}</h1>
${totals(
  main.map(({ call }) => call),
  scans,
)}
</header>
<main>
${main.length > 0 ? MAP : ''}
${main.length > 0 ? CONTROLS : ''}
${main.length > 0 ? callTable('The calls', main, 0) : ''}
${asideRows(aside, main.length)}
</main>
${footer(scans)}
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function rowsOf(scan: ScanReport, folder: number, name: string | null, lineOf: (place: Place) => string): Row[] {
  return withoutFollowed(scan.analyses.flatMap(({ calls }) => calls)).map(call => ({
    call,
    folder,
    file: name === null ? call.place.file : `${name}/${call.place.file}`,
    line: lineOf(call.place),
    aside: call.tier !== 'production',
  }));
}

function toData({ call: { cost, place }, file, folder, aside }: Row): PageCall {
  const { min, max, exactness } = cost.input;
  const { line, character } = place.range.start;
  return {
    file: printable(file),
    aside,
    input: { min, max, exactness },
    cost: cost.perCall && toText(cost.perCall.total),
    month: cost.perMonth && toText(cost.perMonth.amount),
    standing: standingOf(cost),
    at: [folder, place.file, line, character],
  };
}

const toText = ({ low, high, exactness }: Amount): TextAmount => ({
  low: String(low),
  high: high === null ? null : String(high),
  exactness,
});

/** The sum, and what is not in it. */
function totals(calls: readonly AnalyzedCall[], scans: readonly NamedScan[]): string {
  const files = scans.reduce((sum, { scan }) => sum + scan.files, 0);
  if (calls.length === 0)
    return `<p class="total">No LLM calls found in ${plural(files, 'file')} of production code.</p>`;
  const tally = tallyOf(calls);
  const inFiles = new Set(calls.map(({ place }) => place.file)).size;
  const missing = notInTotal(calls);
  const unread = scans.reduce((sum, { scan }) => sum + scan.skipped.length, 0);
  if (unread > 0) missing.push(`${plural(unread, 'file')} that could not be read`);
  const month = tally.perMonth
    ? `<p><strong>${escape(formatAmount(tally.perMonth, tally.currency))}</strong> a month by your own volumes</p>`
    : '';
  const priced = tally.calls - tally.unpriced;
  const ofAll = tally.unpriced > 0 ? `${priced} of ${plural(tally.calls, 'call')}` : plural(tally.calls, 'call');
  const sum =
    tally.unpriced === tally.calls
      ? '<strong>?</strong> <span>no call has a price</span>'
      : `<strong>${escape(formatTally({ ...tally, unpriced: 0 }).replace('/call', ''))}</strong> <span>for ${ofAll}, each made once</span>`;
  return `<p class="total">${sum}</p>
<p>${plural(calls.length, 'LLM call')} in ${plural(inFiles, 'file')}, of ${plural(files, 'file')} looked at</p>
${month}${list('Not in this sum', missing)}`;
}

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<section class="missing"><h2>${title}</h2><ul>${lines.map(line => `<li>${escape(line)}</li>`).join('')}</ul></section>`;

/** The script fills it: how it lies depends on the room there is. */
const MAP = `<section id="map" hidden aria-labelledby="map-title">
<div class="bar"><h2 id="map-title">Where it goes</h2>
<fieldset><legend>Area shows</legend>
<label><input type="radio" name="measure" value="cost"> cost per call</label>
<label><input type="radio" name="measure" value="tokens"> input tokens</label>
</fieldset></div>
<div class="tiles" role="group" aria-label="Files by size; arrow keys move, Enter shows the file’s calls alone"></div>
<ul class="legend"><li class="bounded">all of it known</li><li class="open">this or more</li><li class="unknown">not known</li></ul>
<div class="unknown-files" hidden><h3></h3><p></p><div class="tiles-unknown" role="group" aria-label="Files with what is not known"></div></div>
</section>`;

const CONTROLS = `<form id="controls" hidden role="search" aria-label="Calls">
<label class="search">Filter <input type="search" name="words" placeholder="file, model, method" autocomplete="off" spellcheck="false"></label>
<label>Cost <select name="standing"><option value="">all</option><option value="priced">with an upper bound</option><option value="lower bound">this or more</option><option value="unknown">not known</option></select></label>
<output name="shown" aria-live="polite"></output>
</form>`;

/** Whose prices these are, and what was not read. */
function footer(scans: readonly NamedScan[]): string {
  const { source, asOf } = catalogue();
  const on = scans[0]?.scan.on ?? asOf;
  const currency = scans.flatMap(({ scan }) => scan.analyses.flatMap(({ calls }) => calls))[0]?.cost.currency ?? null;
  const lines = [
    `Prices of ${on}, by ${source}, published ${asOf}.`,
    ...ageOf(catalogue(), on),
    ...currencyWords(currency),
    '≥ this or more · ~ counted by a fitted rule · ? not known. Nothing is assumed: what is not known is in no sum.',
  ];
  const skipped = scans.flatMap(({ name, scan }) =>
    scan.skipped.map(({ file, why }) => `${name === null ? file : `${name}/${file}`}: ${why}`),
  );
  const ignored = scans.reduce((sum, { scan }) => sum + scan.analyses.reduce((all, one) => all + one.ignored, 0), 0);
  const left = scans.reduce((sum, { scan }) => sum + scan.ignoredFiles, 0);
  return `<footer>
${lines.map(line => `<p>${escape(line)}</p>`).join('\n')}
${ignored > 0 ? `<p>${plural(ignored, 'call')} ignored by comment.</p>` : ''}
${left > 0 ? `<p>${plural(left, 'file')} left out by your configuration.</p>` : ''}
${skipped.length > 0 ? `<details><summary>${plural(skipped.length, 'file')} not read</summary><ul>${skipped.map(line => `<li>${escape(line)}</li>`).join('')}</ul></details>` : ''}
</footer>`;
}
