import { readThreshold, type Threshold } from '../core/history/size.ts';

/** What the workflow asks for: the inputs of action.yml, as the runner hands them over. */
export interface Inputs {
  base: string | null;
  head: string | null;
  comment: (typeof COMMENTS)[number];
  threshold: Threshold;
  failOn: (typeof FAIL_ON)[number];
  token: string | null;
  /** Relative to the checkout, without a `/` at its end; empty: all of it. */
  folder: string;
  /** The configuration, relative to that folder; null: the usual one. */
  config: string | null;
}

const COMMENTS = ['never', 'threshold', 'always'] as const;
const FAIL_ON = ['fail', 'warn', 'never'] as const;

/** The inputs, or what is wrong with them. */
export function readInputs(env: NodeJS.ProcessEnv): Inputs | string {
  const given = (name: string): string | null => env[`INPUT_${name.toUpperCase()}`]?.trim() || null;
  const comment = oneOf(COMMENTS, given('comment') ?? 'never');
  const failOn = oneOf(FAIL_ON, given('fail-on') ?? 'fail');
  const threshold = readThreshold(given('threshold') ?? '5%');
  const folder = pathOf(given('working-directory') ?? '');
  const config = pathOf(given('config') ?? '') || null;
  if (!comment) return `comment is one of ${COMMENTS.join(', ')}: ${given('comment')}`;
  if (!failOn) return `fail-on is one of ${FAIL_ON.join(', ')}: ${given('fail-on')}`;
  if (!threshold) return `threshold is written like "5%, $0.0001, 100 tok": ${given('threshold')}`;
  if (isOutside(folder)) return `working-directory is a folder of the checkout: ${folder}`;
  if (config !== null && isOutside(config)) return `config is a file of the project: ${config}`;
  const token = given('github-token');
  return { base: given('base'), head: given('head'), comment, threshold, failOn, token, folder, config };
}

const pathOf = (given: string): string => given.replace(/^\.(?:\/|$)/, '').replace(/\/+$/, '');
const isOutside = (path: string): boolean => path.startsWith('/') || path.split('/').includes('..');

const oneOf = <T extends string>(values: readonly T[], given: string): T | undefined =>
  values.find(value => value === given);
