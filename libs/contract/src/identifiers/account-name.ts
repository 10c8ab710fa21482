import { broken, kept, type Verdict } from '../fields/verdict.js';
import { canonicalName, isWellFormedName } from './instance-name.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The rules of instance names apply. A name may not look like an id, because a path part is one or the other. */
export function judgeAccountName(text: string | undefined): Verdict<string> {
  const name = canonicalName(text ?? '');
  if (name === '') return broken('AccountNameRequired');
  return isWellFormedName(name) && !UUID.test(name) ? kept(name) : broken('InvalidAccountName');
}

export type AccountReference =
  { readonly kind: 'id'; readonly id: string } | { readonly kind: 'name'; readonly name: string };

/** Reads the `:account` part of a path. A value in the form of a UUID is an id, any other is a name. */
export function parseAccountReference(text: string): AccountReference {
  const name = canonicalName(text);
  return UUID.test(name) ? { kind: 'id', id: name.toLowerCase() } : { kind: 'name', name };
}
