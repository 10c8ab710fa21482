import { describe, expect, it } from '@jest/globals';
import { AddressGuard, canonicalHost } from './address-guard.js';

const guard = new AddressGuard({ allowPrivateUrls: false });

describe('A host that a customer names', () => {
  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.',
    '①②⑦.0.0.1',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    '10.0.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '2822734096',
    '100.100.100.200',
    '0',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'db.localhost',
    'user@127.0.0.1',
    '127.0.0.1/x',
  ])('is refused: %s', (host) => {
    expect(guard.isRefused(host)).toBe(true);
    expect(new AddressGuard({ allowPrivateUrls: true }).isRefused(host)).toBe(false);
  });

  it.each(['8.8.8.8', '2606:4700::1111', 'proxy.example.com', 'localhost.example.com'])(
    'is left to the resolver, or public: %s',
    (host) => {
      expect(guard.isRefused(host)).toBe(false);
    },
  );

  it('that is none has no canonical form', () => {
    expect(canonicalHost('two words')).toBeUndefined();
    expect(canonicalHost('')).toBeUndefined();
  });
});
