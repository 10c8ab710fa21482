import { describe, expect, it } from '@jest/globals';
import { numberVariants } from './number-variants.js';

describe('A number', () => {
  it.each([
    ['551199999999', ['551199999999', '5511999999999']],
    ['5511999999999', ['5511999999999', '551199999999']],
    ['5511899999999', ['5511899999999']],
    ['55119999999', ['55119999999']],
    ['14155550123', ['14155550123']],
  ])('%s may be known as %j', (digits, variants) => {
    expect(numberVariants(digits)).toEqual(variants);
  });
});
