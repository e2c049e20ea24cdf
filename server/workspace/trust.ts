/**
 * Whether anything may be run for what is open. A repository can name programs that git runs (`core.fsmonitor`), so that in a workspace
 * which its user does not trust git is not asked either.
 */
let isGiven = true;

export const isTrusted = (): boolean => isGiven;

export function setTrust(given: boolean): void {
  isGiven = given;
}
