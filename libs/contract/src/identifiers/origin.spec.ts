import { describe, expect, it } from '@jest/globals';
import { canonicalOrigin } from './origin.js';

describe('An origin', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['HTTPS://App.Example.com', 'https://app.example.com'],
    ['https://app.example.com:443/', 'https://app.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (text, origin) => {
    expect(canonicalOrigin(text)).toBe(origin);
  });

  it.each([
    '',
    'null',
    '*',
    'https://*.example.com',
    'app.example.com',
    'https://',
    'https:app',
    'ftp://x',
    'https://x/path',
    'https://x?q',
    'https://u@x',
    'https://x y',
  ])('is not %j', (text) => {
    expect(canonicalOrigin(text)).toBeUndefined();
  });
});
