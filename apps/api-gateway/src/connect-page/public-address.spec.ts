import { describe, expect, it } from '@jest/globals';
import { publicAddress } from './public-address.js';

describe('The public address', () => {
  it.each([
    ['http://localhost:8080', 'http://localhost:8080', ''],
    ['https://gateway.example/', 'https://gateway.example', ''],
    ['https://example.com/whatsapp/', 'https://example.com/whatsapp', '/whatsapp'],
  ])('%s has links under %s', (configured, base, path) => {
    expect(publicAddress(configured)).toEqual({ base, path });
  });
});
