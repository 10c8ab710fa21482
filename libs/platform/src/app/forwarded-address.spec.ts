import { describe, expect, it } from '@jest/globals';
import { forwardedAddress } from './forwarded-address.js';

describe('The address of a client behind proxies', () => {
  it.each([
    ['203.0.113.9', 0, undefined],
    [undefined, 1, undefined],
    ['203.0.113.9', 1, '203.0.113.9'],
    ['made up, 203.0.113.9', 1, '203.0.113.9'],
    ['made up, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['203.0.113.9', 2, '203.0.113.9'],
    [['made up', '203.0.113.9 '], 1, '203.0.113.9'],
  ])('%p through %i proxies is %p', (header, hops, address) => {
    expect(forwardedAddress(header, hops)).toBe(address);
  });
});
