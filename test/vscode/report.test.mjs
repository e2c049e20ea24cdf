// The report's page in a browser: what its reader sees and can do, with names that would break a careless page.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIST, node } from '../../esbuild.mjs';
import { screenshotPath } from './editor.mjs';
import { copyExample } from './example.mjs';
import { installChromium } from './install.mjs';
import { faultsOf } from './page-checks.mjs';
import { launchBrowser } from './workbench.mjs';

const HOSTILE = '<img src=x onerror=alert(1)>';

describe('the report in a browser', function () {
  this.timeout(60_000);
  let folder, browser, page, broken;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-cost-report-'));
    const example = copyExample(folder);
    writeFileSync(path.join(example, 'service', `${HOSTILE}.py`), call(HOSTILE));
    mkdirSync(path.join(example, 'tests'));
    writeFileSync(path.join(example, 'tests/test_a.py'), call('gpt-4o'));
    const report = path.join(folder, 'report.html');
    await node([path.join(DIST, 'cli.cjs'), 'report', '--root', example, '-o', report, example]);
    browser = await launchBrowser({ chromium: await installChromium() });
    ({ page } = browser);
    broken = faultsOf(page, 'file:');
    await page.goto(pathToFileURL(report).href);
  });

  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const column = kind => page.locator(`main > table .${kind}`);
  const visible = () => page.locator('main > table tbody tr:visible');
  const shown = () => page.locator('output').innerText();
  const sortBy = name => page.locator('main > table').getByRole('button', { name, exact: true }).click();

  it('sorts by each column, what is not known last either way', async () => {
    const costs = await column('cost').allInnerTexts();
    assert.ok(
      costs.slice(-2).every(text => text === 'model unknown' || text === 'no price'),
      costs.join('\n'),
    );
    await sortBy('Cost per call'); // the page comes with the dearest first
    const turned = await column('cost').allInnerTexts();
    assert.deepEqual(turned.slice(0, -2), costs.slice(0, -2).toReversed());
    assert.ok(
      turned.slice(-2).every(text => text === 'model unknown' || text === 'no price'),
      turned.join('\n'),
    );
    await sortBy('Input');
    const least = (await column('input').allInnerTexts()).map(text => Number(/[\d,]+/.exec(text)[0].replace(',', '')));
    assert.deepEqual(
      least,
      least.toSorted((a, b) => b - a),
    );
    await sortBy('Call');
    const places = await page.locator('main > table .place').allInnerTexts();
    assert.deepEqual(places.slice(0, 3), [
      `service/${HOSTILE}.py:2`,
      'service/assistant.py:25',
      'service/assistant.py:42',
    ]);
    assert.equal(await page.locator('main > table th[aria-sort=ascending]').innerText(), 'Call');
  });

  it('filters by words, and sums what is left', async () => {
    const all = await shown();
    assert.match(all, /^11 calls · ≥\$0\.00\d+\/call · 2 unpriced$/);
    await page.getByLabel('Filter').fill('assistant gpt-4.1');
    assert.equal(await visible().count(), 2);
    assert.match(await shown(), /^2 of 11 calls · ≥\$0\.000\d+\/call$/);
    await page.getByLabel('Filter').press('Escape');
    await page.locator('select').selectOption('not known');
    assert.equal(await visible().count(), 2);
    assert.equal(await shown(), '2 of 11 calls · 2 unpriced');
    await page.locator('select').selectOption('all');
    assert.equal(await shown(), all);
  });

  it('reaches every tile of the map by keyboard, and shows its file alone', async () => {
    const tiles = page.locator('button.tile');
    await page.getByRole('radio', { name: 'cost per call' }).focus();
    await page.keyboard.press('Tab');
    const labels = [];
    for (let at = 0; at < (await tiles.count()); at++) {
      labels.push(await page.evaluate(() => document.activeElement.ariaLabel));
      await page.keyboard.press('ArrowRight');
    }
    assert.equal(new Set(labels).size, await tiles.count());
    assert.match(labels[0], /^service\/assistant\.py, ≥\$0\.000\d+\/call, 2 calls$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    assert.equal(await visible().count(), 2);
    assert.equal(await page.locator('.tile[aria-pressed=true]').count(), 1);
    await page.keyboard.press('Enter');
    assert.equal(await visible().count(), 11);
  });

  it('gives tiles areas by what is certain, and what is not known none', async () => {
    const area = async name => {
      const { width, height } = await page.locator('.tiles .tile', { hasText: name }).boundingBox();
      return (width + 3) * (height + 3);
    };
    const ratio = (await area('assistant.py')) / (await area('classify.py'));
    assert.ok(ratio > 1.4 && ratio < 1.7, `$0.00051 to $0.00033, drawn as ${ratio}`);
    assert.equal(await page.locator('.tiles .tile', { hasText: 'experiment.ts' }).count(), 0);
    assert.equal(await page.locator('.tiles-unknown .tile', { hasText: 'experiment.ts' }).count(), 1);
    await page.getByRole('radio', { name: 'input tokens' }).check();
    assert.equal(await page.locator('.tiles .tile', { hasText: 'experiment.ts' }).count(), 1);
    await page.getByRole('radio', { name: 'cost per call' }).check();
  });

  it('keeps tests apart', async () => {
    await page.getByText(/^Tests, examples and vendored code: 1 call, \$/).click();
    await page.locator('.aside', { hasText: 'tests/test_a.py:2' }).waitFor();
  });

  for (const [width, scheme] of [
    [1200, 'light'],
    [1200, 'dark'],
    [400, 'light'],
    [400, 'dark'],
  ])
    it(`fits ${width} pixels, ${scheme}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(100); // the map is drawn anew
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      const contrast = await page.evaluate(contrastOfTexts);
      assert.ok(
        contrast.every(([, ratio]) => ratio >= 4.5),
        JSON.stringify(contrast),
      );
      await page.screenshot({ path: screenshotPath(`report-${width}-${scheme}`), fullPage: true });
    });

  for (const [theme, ink, paper, scheme] of [
    ['vscode-high-contrast', '#fff', '#000', 'light'],
    ['vscode-high-contrast vscode-high-contrast-light', '#292929', '#fff', 'dark'],
  ])
    it(`is readable in an editor's ${theme}, whatever the system's scheme`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(dress, [theme, ink, paper]);
      const contrast = await page.evaluate(contrastOfTexts);
      assert.ok(
        contrast.every(([, ratio]) => ratio >= 4.5),
        JSON.stringify(contrast),
      );
      await page.evaluate(dress, ['', '', '']);
    });

  it('prints, all folds open', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await page.locator('details:not([open])').count(), 0);
    assert.equal(await page.locator('#controls').isVisible(), false);
    await page.emulateMedia({ media: 'screen' });
  });

  it('all this with nothing run, asked for or complained of that is not the page’s own', () =>
    assert.deepEqual(broken, []));
});

const call = model => `from openai import OpenAI
OpenAI().chat.completions.create(model="${model}", messages=[{"role": "user", "content": "Hello."}], max_tokens=9)
`;

/** WCAG's ratio of text to what lies behind it, for one element of each kind. Runs in the page. */
/** In the page: an editor's theme, as it tells a page of it. */
function dress([theme, ink, paper]) {
  document.body.className = theme;
  const colors = { foreground: ink, descriptionForeground: ink, 'editor-background': paper, contrastBorder: ink };
  for (const [name, color] of Object.entries(colors))
    document.documentElement.style.setProperty(`--vscode-${name}`, color);
}

function contrastOfTexts() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = color => {
    const [r, g, b] = rgb(color).map(part =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (rgb(backgroundColor)[3] === 255) return backgroundColor;
    }
    return 'white';
  };
  const kinds = [
    'h1',
    '.what',
    '.missing li',
    '.legend li',
    '.bounded .amount',
    '.open .dir',
    '.unknown .base',
    'td.cost',
    '.unknown td.cost',
    'footer p',
  ];
  return kinds.flatMap(kind => {
    const element = document.querySelector(kind);
    if (!element) return [];
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
    return [[kind, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]];
  });
}
