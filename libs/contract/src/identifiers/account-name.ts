import { broken, kept, type Verdict } from '../fields/verdict.js';
import { canonicalName, isWellFormedName } from './instance-name.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The rules of an instance's name, and never the form of an id: a path part is one or the other. */
export function judgeAccountName(text: string | undefined): Verdict<string> {
  const name = canonicalName(text ?? '');
  if (name === '') return broken('AccountNameRequired');
  return isWellFormedName(name) && !UUID.test(name) ? kept(name) : broken('InvalidAccountName');
}

export type AccountReference =
  { readonly kind: 'id'; readonly id: string } | { readonly kind: 'name'; readonly name: string };

/** What stands in a path in place of `:account`: whatever has the form of a UUID is the id. */
export function parseAccountReference(text: string): AccountReference {
  const name = canonicalName(text);
  return UUID.test(name) ? { kind: 'id', id: name.toLowerCase() } : { kind: 'name', name };
}
