import { broken, kept, type Verdict } from '../fields/verdict.js';
import { MAX_INSTANCE_NAME_LENGTH } from '../limits/limits.js';

/** A comma separates names in filters; the others would break a path or a log line. */
const FORBIDDEN = /[\p{Cc}/\\,?#%]/u;
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['.', '..']);

/** The one form in which a name is stored and looked up. */
export const canonicalName = (text: string): string => text.trim().normalize('NFC');

/** Case-sensitive; 1 to 100 code points once trimmed and normalised. */
export function judgeInstanceName(text: string | undefined): Verdict<string> {
  const name = canonicalName(text ?? '');
  if (name === '') return broken('InstanceNameRequired');
  return isWellFormedName(name) ? kept(name) : broken('InvalidInstanceName');
}

/** A lone surrogate is no character: no database would give it back. */
export function isWellFormedName(name: string): boolean {
  return (
    [...name].length <= MAX_INSTANCE_NAME_LENGTH &&
    !FORBIDDEN.test(name) &&
    !FORBIDDEN_NAMES.has(name) &&
    !/\p{Cs}/u.test(name)
  );
}
