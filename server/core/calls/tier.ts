import type { Tier } from '../model.ts';

const LIBRARY =
  /(^|\/)(node_modules|bower_components|vendor|third[_-]?party|site-packages|\.venv|venv|dist-packages|Pods)\//i;

const RULES: readonly (readonly [Tier, RegExp])[] = [
  ['vendored', LIBRARY],
  [
    'vendored',
    /(^|\/)(dist|build|out|target\/generated[^/]*|__generated__|generated)\/|\.min\.[cm]?js$|\.(generated|gen|g|pb|designer)\.\w+$|_pb2(_grpc)?\.pyi?$|\.pb\.go$|_generated\.\w+$/i,
  ],
  [
    'test',
    /(^|\/)(tests?|__tests__|testing|specs?|e2e|cypress|playwright|fixtures|testdata|__mocks__|mocks|cassettes|src\/(test|androidTest)|[^/]+\.(Unit|Integration|Functional)?Tests?)\/|(^|\/)(test_[^/]*|conftest)\.py$|_test\.(py|go|rb|exs?)$|_spec\.rb$|(Test|Tests|IT|Spec)\.(java|kt|cs|php|scala|swift)$|\.(test|spec|stories|cy|vitest)\.[cm]?[jt]sx?$/,
  ],
  ['example', /(^|\/)(examples?|samples?|demos?|cookbooks?|tutorials?|playground|benchmarks?|quickstarts?|docs?)\//i],
];

/** What a file is for, by where it lies: vendored and generated code, tests, examples. All else is what the project runs. */
export const tierOf = (file: string): Tier => RULES.find(([, pattern]) => pattern.test(file))?.[0] ?? 'production';

/** Whether it lies among libraries that the project carries along. */
export const isLibrary = (file: string): boolean => LIBRARY.test(file);
