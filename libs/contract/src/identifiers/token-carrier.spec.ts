import { describe, expect, it } from '@jest/globals';
import { tokenFrom } from './token-carrier.js';

describe('The token of a request', () => {
  it.each([
    ['the header token', { token: 'abc' }, 'abc'],
    ['a bearer', { authorization: 'Bearer abc' }, 'abc'],
    ['a bearer in any case', { authorization: 'bEaReR abc' }, 'abc'],
    [
      'the header token although a bearer is there',
      { token: 'abc', authorization: 'Bearer x' },
      'abc',
    ],
    [
      'the bearer when the header token is empty',
      { token: '', authorization: 'Bearer abc' },
      'abc',
    ],
    ['nothing from a bare Authorization', { authorization: 'abc' }, undefined],
    ['nothing from another scheme', { authorization: 'Basic abc' }, undefined],
    ['nothing from an empty bearer', { authorization: 'Bearer ' }, undefined],
    ['nothing from an apikey header', { apikey: 'abc' }, undefined],
    ['nothing when there is none', {}, undefined],
  ])('is %s', (_, headers, expected) => {
    expect(tokenFrom(headers as Parameters<typeof tokenFrom>[0])).toBe(expected);
  });
});
