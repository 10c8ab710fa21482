import { canonicalName } from './instance-name.js';

/** Which instances a list is asked for. `one` must exist; of `several`, those that exist. */
export type NameFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'several'; readonly names: readonly string[] };

/** Names between commas, in the order sent; blanks and doubles are dropped. */
export function splitNames(text: string): readonly string[] {
  return [...new Set(text.split(',').map(canonicalName))].filter((name) => name !== '');
}

/** Nothing sent, or sent empty, is everything; commas and spaces alone are nothing. */
export function parseNameFilter(text: string | undefined): NameFilter {
  if (text === undefined || text === '') return { kind: 'all' };
  const [name, ...more] = splitNames(text);
  if (name === undefined) return { kind: 'none' };
  return more.length === 0 ? { kind: 'one', name } : { kind: 'several', names: [name, ...more] };
}
