import assert from 'node:assert/strict';

const MOST_MS = 20_000;

/** Waits for what comes in its own time; fails where it does not. */
export async function until(what: () => boolean | Promise<boolean>, about = () => String(what)): Promise<void> {
  const end = Date.now() + MOST_MS;
  while (!(await what())) {
    assert.ok(Date.now() < end, `waited in vain: ${about()}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
