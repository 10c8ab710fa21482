import { canonicalName } from './instance-name.js';

/** The instances to list. `one` has to exist; of `several`, missing names are ignored. */
export type NameFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'several'; readonly names: readonly string[] };

/** Reads names between commas, in the order sent. Blank names and duplicates are dropped. */
export function splitNames(text: string): readonly string[] {
  return [...new Set(text.split(',').map(canonicalName))].filter((name) => name !== '');
}

/** An absent or empty list means all instances; a list of only commas and spaces means none. */
export function parseNameFilter(text: string | undefined): NameFilter {
  if (text === undefined || text === '') return { kind: 'all' };
  const [name, ...more] = splitNames(text);
  if (name === undefined) return { kind: 'none' };
  return more.length === 0 ? { kind: 'one', name } : { kind: 'several', names: [name, ...more] };
}
