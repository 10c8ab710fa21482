import { describe, expect, it } from '@jest/globals';
import { objectKey } from './object-key.js';

const sentAt = new Date('2026-04-09T23:59:59Z');
const keyOf = (
  mimeType: string,
  fileName: string | null = null,
  pathPrefix: string | null = 'wa',
) =>
  objectKey({ pathPrefix, instanceName: 'sales', messageId: '3EB0', mimeType, fileName, sentAt });

describe('The key of a file in a bucket', () => {
  it('begins with the prefix, if there is one, and names instance, day and message', () => {
    expect(keyOf('image/jpeg')).toBe('wa/sales/2026/04/09/3EB0.jpg');
    expect(keyOf('image/png', null, '/a/b/')).toBe('a/b/sales/2026/04/09/3EB0.png');
    expect(keyOf('image/png', null, null)).toBe('sales/2026/04/09/3EB0.png');
    expect(keyOf('image/png', null, '')).toBe('sales/2026/04/09/3EB0.png');
  });

  it.each([
    ['audio/ogg; codecs=opus', null, 'ogg'],
    ['application/pdf', 'Offer.v2.PDF', 'pdf'],
    ['application/octet-stream', 'a/b.c/../../etc', 'bin'],
    ['', null, 'bin'],
    ['application/vnd.unheard-of', 'no extension', 'bin'],
  ])('ends as the file does: %s called %s', (mimeType, fileName, extension) => {
    expect(keyOf(mimeType, fileName)).toBe(`wa/sales/2026/04/09/3EB0.${extension}`);
  });
});
