import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeAccountToken, judgeInstanceToken } from './token.js';

const printable = (minLength: number) =>
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength,
    maxLength: 255,
  });

describe.each([
  ['an instance', judgeInstanceToken, 8, 'InvalidInstanceTokenFormat'],
  ['an account', judgeAccountToken, 8, 'InvalidAccountToken'],
] as const)('The chosen token of %s', (_, judge, shortest, error) => {
  it.each([undefined, ''])('is made by the server for %j', (text) => {
    expect(judge(text)).toEqual({ kept: undefined });
  });

  it('is any printable ASCII of its length', () => {
    fc.assert(
      fc.property(printable(shortest), (text) => expect(judge(text)).toEqual({ kept: text })),
    );
  });

  it.each([
    'x'.repeat(256),
    'has a space',
    ' leading8',
    'trailing\n',
    'tab\tinside',
    'umlaut-ä',
    'null\u0000byte',
    'delete\u007fsign',
  ])('is not %j', (text) => {
    expect(judge(text)).toEqual({ broken: error });
  });
});

it('The token of an instance has at least 8 characters', () => {
  expect(judgeInstanceToken('1234567')).toEqual({ broken: 'InvalidInstanceTokenFormat' });
  expect(judgeInstanceToken('12345678')).toEqual({ kept: '12345678' });
});
