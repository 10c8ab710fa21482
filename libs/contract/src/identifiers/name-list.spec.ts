import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listInstances } from '../instance/list-instances.js';
import { parseQuery } from '../operation/parse-request.js';
import { isWellFormedName } from './instance-name.js';
import { parseNameFilter, splitNames } from './name-list.js';

const name = fc
  .string({ minLength: 1, maxLength: 12 })
  .map((text) => text.trim().normalize('NFC'))
  .filter((text) => text !== '' && isWellFormedName(text));
const space = fc.stringMatching(/^ {0,3}$/);

describe('Names between commas', () => {
  it('come back in order, without the spaces, blanks and doubles around them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), space, space, (names, before, after) => {
        const text = [...names, ...names, ''].map((each) => `${before}${each}${after}`).join(',');
        expect(splitNames(text)).toEqual(names);
      }),
    );
  });

  it('keep inner spaces and case', () => {
    expect(splitNames('Sales North , sales north')).toEqual(['Sales North', 'sales north']);
  });
});

describe('The filter of a list', () => {
  it.each([
    ['is everything when absent', undefined, { kind: 'all' }],
    ['is everything when empty', '', { kind: 'all' }],
    ['is nothing for a space', ' ', { kind: 'none' }],
    ['is nothing for commas and spaces', ' , ,', { kind: 'none' }],
    ['is one for one name', ' a ', { kind: 'one', name: 'a' }],
    ['is one when blanks and doubles leave one', ',a,, a,', { kind: 'one', name: 'a' }],
    ['is several for several', 'a, b', { kind: 'several', names: ['a', 'b'] }],
  ])('%s', (_, text, filter) => {
    expect(parseNameFilter(text)).toEqual(filter);
  });

  it('joins a repeated parameter', () => {
    const { instanceName } = parseQuery(listInstances, { instanceName: ['a', 'b,c'] });
    expect(instanceName).toEqual({ kind: 'several', names: ['a', 'b', 'c'] });
    expect(parseQuery(listInstances, { instanceName: ['', ''] }).instanceName).toEqual({
      kind: 'none',
    });
  });
});
