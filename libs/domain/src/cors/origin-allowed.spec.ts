import { describe, expect, it } from '@jest/globals';
import { isOriginAllowed } from './origin-allowed.js';

const DEPLOYMENT = 'https://api.example.com:443/base';

describe('An origin', () => {
  it('of the deployment itself passes without being on any list', () => {
    expect(isOriginAllowed('https://api.example.com', [], DEPLOYMENT)).toBe(true);
  });

  it('on the list passes, however its default port or case is written', () => {
    expect(
      isOriginAllowed('https://app.example.com', ['https://App.example.com:443'], DEPLOYMENT),
    ).toBe(true);
    expect(
      isOriginAllowed('http://localhost:3000', new Set(['http://localhost:3000']), DEPLOYMENT),
    ).toBe(true);
  });

  it('of a new account, which has no list, does not pass', () => {
    expect(isOriginAllowed('https://app.example.com', [], DEPLOYMENT)).toBe(false);
  });

  it.each([
    ['another scheme', 'http://app.example.com'],
    ['another port', 'https://app.example.com:8443'],
    ['a subdomain', 'https://x.app.example.com'],
    ['a longer host', 'https://app.example.com.evil.com'],
    ['the opaque origin', 'null'],
    ['nothing', ''],
    ['a whole URL', 'https://app.example.com/path'],
  ])('that is %s of a listed one does not pass', (_, origin) => {
    expect(isOriginAllowed(origin, ['https://app.example.com', 'null', ''], DEPLOYMENT)).toBe(
      false,
    );
  });
});
