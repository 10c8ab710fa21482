import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { base64Length, base64Of } from './base64-of.js';

describe('Base64 of a stream', () => {
  it.each([0, 1, 2, 3, 4, 1_000, 1_001, 1_002])(
    'is that of its %i bytes, in whatever pieces they come',
    async (size) => {
      const bytes = randomBytes(size);
      for (const pieceBytes of [1, 2, 3, 7, 1_000]) {
        const pieces = Array.from({ length: Math.ceil(size / pieceBytes) }, (_, n) =>
          bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes),
        );
        let text = '';
        for await (const piece of base64Of(Readable.from(pieces))) text += piece;
        expect(text).toBe(bytes.toString('base64'));
        expect(text).toHaveLength(base64Length(size));
      }
    },
  );
});
