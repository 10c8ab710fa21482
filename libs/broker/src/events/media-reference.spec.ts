import { describe, expect, it } from '@jest/globals';
import { mediaReference, readMediaReference, withBase64 } from './media-reference.js';

const ID = '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10';
const eventOf = (content: string) =>
  Buffer.from(
    JSON.stringify({ data: { message: { content, media: { s3Url: null, base64: null } } } }),
  );

describe('The place of a file in an event', () => {
  it.each(['plain', 'çã 🎉', '"base64":null', '\\"base64\\":null'])(
    'is found behind a caption that says %s',
    (content) => {
      const bytes = eventOf(content);
      const place = readMediaReference(mediaReference(ID, bytes));
      if (!place) throw new Error('no place');
      expect(place.mediaId).toBe(ID);
      expect(JSON.parse(withBase64(bytes, place, 'QUJD').toString())).toEqual({
        data: { message: { content, media: { s3Url: null, base64: 'QUJD' } } },
      });
      expect(bytes).toEqual(eventOf(content));
    },
  );

  it('is nowhere in an event without media, and in a reference that says nothing', () => {
    expect(mediaReference(ID, Buffer.from('{"media":null}'))).toBeUndefined();
    expect(readMediaReference(undefined)).toBeUndefined();
    expect(readMediaReference('something else')).toBeUndefined();
  });
});
