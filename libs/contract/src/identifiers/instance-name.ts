import { broken, kept, type Verdict } from '../fields/verdict.js';
import { MAX_INSTANCE_NAME_LENGTH } from '../limits/limits.js';

/** A comma separates names in filters; the other characters would break a path or a log line. */
const FORBIDDEN = /[\p{Cc}/\\,?#%]/u;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['.', '..']);

/** The form in which names are stored and looked up. */
export const canonicalName = (text: string): string => text.trim().normalize('NFC');

/** Names are case-sensitive and have 1 to 100 code points after trimming and normalisation. */
export function judgeInstanceName(text: string | undefined): Verdict<string> {
  const name = canonicalName(text ?? '');
  if (name === '') return broken('InstanceNameRequired');
  return isWellFormedName(name) ? kept(name) : broken('InvalidInstanceName');
}

/** A lone surrogate is not a character, and a database cannot store it. */
export function isWellFormedName(name: string): boolean {
  return (
    [...name].length <= MAX_INSTANCE_NAME_LENGTH &&
    !FORBIDDEN.test(name) &&
    !FORBIDDEN_NAMES.has(name) &&
    !/\p{Cs}/u.test(name)
  );
}
