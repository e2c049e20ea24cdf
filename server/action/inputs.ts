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
}

const COMMENTS = ['never', 'threshold', 'always'] as const;
const FAIL_ON = ['fail', 'warn', 'never'] as const;

/** The inputs, or what is wrong with them. */
export function readInputs(env: NodeJS.ProcessEnv): Inputs | string {
  const given = (name: string): string | null => env[`INPUT_${name.toUpperCase()}`]?.trim() || null;
  const comment = oneOf(COMMENTS, given('comment') ?? 'never');
  const failOn = oneOf(FAIL_ON, given('fail-on') ?? 'fail');
  const threshold = readThreshold(given('threshold') ?? '5%');
  const folder = (given('working-directory') ?? '').replace(/^\.\/?/, '').replace(/\/+$/, '');
  if (!comment) return `comment is one of ${COMMENTS.join(', ')}: ${given('comment')}`;
  if (!failOn) return `fail-on is one of ${FAIL_ON.join(', ')}: ${given('fail-on')}`;
  if (!threshold) return `threshold is written like "5%, $0.0001, 100 tok": ${given('threshold')}`;
  if (folder.startsWith('/') || folder.split('/').includes('..'))
    return `working-directory is a folder of the checkout: ${folder}`;
  return { base: given('base'), head: given('head'), comment, threshold, failOn, token: given('github-token'), folder };
}

const oneOf = <T extends string>(values: readonly T[], given: string): T | undefined =>
  values.find(value => value === given);
