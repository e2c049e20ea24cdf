// The panel's page in a browser, as VS Code shows it: behind its own policy, with a theme's variables and an editor that notes what it is told.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { DIST } from '../../esbuild.mjs';
import { pageHtml } from '../../extension/panel/page.ts';
import { THEMES } from './themes.mjs';

/** Serves the page on loopback, as it is built. */
export async function servePanel() {
  const server = createServer(({ url }, response) => {
    const origin = `http://127.0.0.1:${server.address().port}`;
    const file = { '/panel.css': 'text/css', '/panel.js': 'text/javascript' }[url];
    if (url === '/' || url === '/?new')
      return response
        .setHeader('content-type', 'text/html')
        .end(
          pageHtml({ style: `${origin}/panel.css`, script: `${origin}/panel.js`, from: origin, nonce: 'of-a-test' }),
        );
    if (file === undefined) return response.writeHead(404).end();
    return response.setHeader('content-type', file).end(readFileSync(path.join(DIST, url)));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Opens it in a theme. What the page told the editor is in `window.told`. */
export async function openPanel(page, url, { theme = 'dark', width = 300, height = 900 } = {}) {
  await page.setViewportSize({ width, height });
  await page.goto(url);
  await setTheme(page, theme);
  await page.waitForFunction(() => window.told?.some(({ kind }) => kind === 'ready'));
}

/** To be called once for a browser's page, before any is opened. */
export const standInForEditor = page =>
  page.addInitScript(() => {
    window.told = []; // what the page told the editor
    if (location.search === '?new') sessionStorage.clear();
    window.acquireVsCodeApi = () => ({
      postMessage: message => window.told.push(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: state => sessionStorage.setItem('state', JSON.stringify(state)),
    });
  });

export const setTheme = (page, name) =>
  page.evaluate(({ kind, variables }) => {
    document.body.className = kind;
    document.documentElement.removeAttribute('style');
    for (const [key, value] of Object.entries(variables))
      document.documentElement.style.setProperty(`--vscode-${key}`, value);
    document.body.style.background = variables['sideBar-background'];
  }, THEMES[name]);

export const show = (page, model, ageMs = 2000) =>
  page.evaluate(message => window.postMessage(message, '*'), { model, ageMs }).then(() => page.waitForTimeout(60));
