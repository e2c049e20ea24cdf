import type { Tier } from '../model.ts';

const RULES: readonly (readonly [Tier, RegExp])[] = [
  ['vendored', /(^|\/)(node_modules|vendor|third[_-]?party|site-packages|\.venv|venv|dist-packages)\//],
  [
    'test',
    /(^|\/)(tests?|__tests__|testing|spec|specs|e2e|fixtures|__mocks__|cassettes)\/|(^|\/)(test_[^/]*|conftest)\.py$|_test\.py$|\.(test|spec)\.[cm]?[jt]sx?$/,
  ],
  ['example', /(^|\/)(examples?|samples?|demos?|cookbook|tutorials?|playground|benchmarks?|docs?)\//],
];

/** What a file is for, by where it lies. */
export const tierOf = (file: string): Tier => RULES.find(([, pattern]) => pattern.test(file))?.[0] ?? 'production';
