import { runCommand, textOf } from './editor.mjs';

/** What tests do in the editor, by the means of a reader: keys, commands and what is on the screen. */
export function editorIn(page) {
  const lineOf = text => page.locator('.editor-instance .view-line', { hasText: text }).first();

  async function choose(title) {
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
    await page.keyboard.press('Enter');
  }

  /** What is typed next is for the text: a box that is still there would take it. */
  async function closed() {
    const box = page.locator('.quick-input-widget').first();
    for (let tries = 0; tries < 10 && (await box.isVisible()); tries++) {
      await page.waitForTimeout(200);
      if (tries > 2 && (await box.isVisible())) await page.keyboard.press('Enter');
    }
  }

  return {
    lineOf,
    /** The hint is part of the line as rendered, in a span of its own. */
    hintAt: (line, pattern = /tok/) => lineOf(line).locator('[class*="dyn-rule"]', { hasText: pattern }).first(),
    textOf,
    statusBar: pattern => page.locator('.statusbar-item', { hasText: pattern }),

    async openFile(name) {
      const shown = name.split('/').at(-1);
      await page.keyboard.press('Control+p');
      await page.locator('.quick-input-widget input').first().waitFor();
      await page.keyboard.type(name);
      await choose(shown);
      await page.locator('.tab.active', { hasText: shown }).waitFor();
      await closed();
    },

    runCommand: title => runCommand(page, title),

    /** The cursor at a line and column, as the go-to box takes them. */
    async goTo(line, column) {
      await page.keyboard.press('Control+g');
      await page.locator('.quick-input-widget input').first().waitFor();
      await page.keyboard.type(`${line}:${column}`);
      await page.keyboard.press('Enter');
      await closed();
    },
  };
}
