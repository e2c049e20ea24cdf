import path from 'node:path';
import Mocha from 'mocha';

/** VS Code calls it inside the extension host. The results go to a file: an exit code alone can't tell a pass from no run. */
export async function run(): Promise<void> {
  const output = process.env['PROMPT_COST_RESULTS'];
  if (output === undefined) throw new Error('PROMPT_COST_RESULTS must name the file for the results');
  const mocha = new Mocha({ timeout: 60_000, reporter: 'json', reporterOptions: { output } });
  mocha.addFile(path.join(import.meta.dirname, 'suite.cjs'));
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
