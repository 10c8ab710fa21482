import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ContractError, type MediaInput } from '@starling/contract';
import fc from 'fast-check';
import { ByteSource } from './byte-source.js';
import { readJsonBody } from './read-json-body.js';

/*
 * Bodies are given in chunks as a network may cut them. The store is an array; that files really reach the media store
 * is asked in the end-to-end specs.
 */
const INLINE_FILES = ['mediaUrl', 'cards[].header.imageUrl'];
const KIB = 1024;

interface Outcome {
  readonly value: unknown;
  /** What was stored, in order. */
  readonly stored: readonly { readonly mimeType: string | undefined; readonly bytes: Buffer }[];
  readonly largestChunk: number;
  readonly files: ReadonlyMap<string, MediaInput>;
  readonly text: string;
}

async function read(
  body: string | Buffer,
  chunkBytes = 64 * KIB,
  inlineFiles: readonly string[] = INLINE_FILES,
): Promise<Outcome> {
  const stored: { mimeType: string | undefined; bytes: Buffer }[] = [];
  let largestChunk = 0;
  const source = new ByteSource(Readable.from(cut(Buffer.from(body), chunkBytes)), () => undefined);
  const { text, files } = await readJsonBody(source, {
    inlineFiles,
    invalid: (detail) => new ContractError('InvalidRequestBodyDetail', { detail }),
    onKept: () => undefined,
    store: async (mimeType, content) => {
      const chunks: Buffer[] = [];
      for await (const chunk of content) {
        largestChunk = Math.max(largestChunk, chunk.length);
        chunks.push(chunk);
      }
      stored.push({ mimeType, bytes: Buffer.concat(chunks) });
      return { kind: 'stored', mediaId: String(stored.length - 1), mimeType, sha256: '' };
    },
  });
  return { value: JSON.parse(text), stored, largestChunk, files, text };
}

function* cut(bytes: Buffer, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

const aFile = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_, n) => n));

describe('A body without files', () => {
  it('comes out as it was sent, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (value, chunkBytes) => {
          fc.pre(!JSON.stringify(value).includes('u0000'));
          const text = JSON.stringify(value);
          expect((await read(text, chunkBytes)).text).toBe(text);
        },
      ),
    );
  });

  it('may be nested 32 levels deep, and not 33', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect((await read(nested(32))).text).toBe(nested(32));
    await expect(read(nested(33))).rejects.toThrow('nested deeper than 32 levels');
    await expect(read('{"a":'.repeat(33))).rejects.toThrow('nested deeper than 32 levels');
  });

  it('may have 20,000 values, and not one more', async () => {
    const list = (count: number) => JSON.stringify(Array.from({ length: count - 1 }, () => 1));
    expect((await read(list(20_000))).value).toHaveLength(19_999);
    await expect(read(list(20_001))).rejects.toThrow('more than 20000 values');
    const record = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count - 1 }, (_, n) => [n, 'x'])));
    expect((await read(record(20_000))).text).toBe(record(20_000));
    await expect(read(record(20_001))).rejects.toThrow('more than 20000 values');
  });

  it('counts no brackets, commas and quotes within texts', async () => {
    const text = JSON.stringify({
      a: '[{"'.repeat(10_000),
      ['[{,:'.repeat(100)]: ',\\"'.repeat(9),
    });
    expect((await read(text, 7)).text).toBe(text);
  });

  it('may have 256 KiB, and not a byte more', async () => {
    const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
    expect((await read(text(256 * KIB))).text).toHaveLength(256 * KIB);
    await expect(read(text(256 * KIB + 1))).rejects.toMatchObject({ code: 'BodyTooLarge' });
  });

  it.each(['{"a":"\\u0000"}', '{"\\u0000":1}', '["a\\\\\\u0000"]', '{"mediaUrl":"x\\u0000"}'])(
    'is refused with a NUL character: %s',
    async (body) => {
      for (const chunkBytes of [1, 3, 100]) {
        await expect(read(body, chunkBytes)).rejects.toThrow('contains a NUL character');
      }
    },
  );

  it.each([
    '{"a":"\\\\u0000"}',
    '{"mediaUrl":"\\\\u0000"}',
    '["\\u00001"]'.replace('00001', '0001'),
  ])('is taken when it only looks like one: %s', async (body) => {
    expect((await read(body, 1)).text).toBe(body);
  });
});

describe('A file in a body', () => {
  const file = aFile(200 * KIB);
  const base64 = file.toString('base64');

  it('is stored while it comes, in pieces, and leaves its name behind', async () => {
    const body = JSON.stringify({ number: '1', mediaUrl: `data:image/png;base64,${base64}`, a: 1 });
    for (const chunkBytes of [997, 64 * KIB, 1024 * KIB]) {
      const { stored, value, files } = await read(body, chunkBytes);
      expect(stored).toEqual([{ mimeType: 'image/png', bytes: file }]);
      const { mediaUrl, ...rest } = value as Record<string, string>;
      expect(rest).toEqual({ number: '1', a: 1 });
      expect(files.get(mediaUrl as string)).toMatchObject({ kind: 'stored', mediaId: '0' });
    }
  });

  it('is never held whole', async () => {
    const { largestChunk } = await read(JSON.stringify({ mediaUrl: base64 }), 16 * KIB);
    expect(largestChunk).toBeLessThan(64 * KIB);
  });

  it('may be written with escapes and white space', async () => {
    const lines = JSON.stringify(base64.replaceAll(/.{1000}/g, '$&\r\n'));
    const escaped = lines.replaceAll('/', '\\/').replaceAll('+', '\\u002b');
    for (const chunkBytes of [1_013, 64 * KIB]) {
      const { stored } = await read(`{"mediaUrl":${escaped}}`, chunkBytes);
      expect(stored).toEqual([{ mimeType: undefined, bytes: file }]);
    }
  });

  it.each([0, 1, 2])('may lack its padding, %d bytes behind a group', async (more) => {
    const bytes = aFile(30 * KIB + more);
    const text = bytes.toString('base64').replaceAll('=', '');
    expect((await read(JSON.stringify({ mediaUrl: text }), 999)).stored[0]?.bytes).toEqual(bytes);
  });

  it('is found in lists, and under an escaped name', async () => {
    const [first, second] = [aFile(20 * KIB), aFile(40 * KIB)];
    const card = (bytes: Buffer) =>
      `{"header":{"image\\u0055rl":"${bytes.toString('base64')}"},"imageUrl":"no"}`;
    const { stored } = await read(`{"cards":[${card(first)}, ${card(second)}]}`, 501);
    expect(stored.map(({ bytes }) => bytes)).toEqual([first, second]);
  });

  it('that is short stays in the body, unless there are many', async () => {
    const short = aFile(9 * KIB).toString('base64');
    const one = JSON.stringify({ mediaUrl: short });
    expect(await read(one, 100)).toMatchObject({ text: one, stored: [] });
    const many = { cards: Array.from({ length: 10 }, () => ({ header: { imageUrl: short } })) };
    const { stored, text } = await read(JSON.stringify(many));
    expect(stored).toHaveLength(5);
    expect(text.length).toBeLessThan(70 * KIB);
  });

  it('that is no base64 is read to its end, and marked', async () => {
    const body = `{"mediaUrl":"${base64}!${base64}","number":"1"}`;
    const { value, files } = await read(body, 4_096);
    const { mediaUrl, number } = value as Record<string, string>;
    expect([files.get(mediaUrl as string), number]).toEqual([{ kind: 'unreadable' }, '1']);
  });

  it('is stored twenty times in a body at most; what comes on top is read and dropped', async () => {
    const large = aFile(20 * KIB).toString('base64');
    const card = { header: { imageUrl: large } };
    const body = JSON.stringify({ cards: Array.from({ length: 25 }, () => card), number: '1' });
    const { stored, value, files } = await read(body);
    expect(stored).toHaveLength(20);
    expect([...files.values()].filter(({ kind }) => kind === 'unreadable')).toHaveLength(5);
    expect(value).toMatchObject({ number: '1' });
  });

  it('elsewhere counts as text', async () => {
    const body = JSON.stringify({ other: { mediaUrl: 'x'.repeat(256 * KIB) } });
    await expect(read(body)).rejects.toMatchObject({ code: 'BodyTooLarge' });
  });

  it('may be the address of one: a long one counts as text', async () => {
    const url = `https://cdn.example.com/${'x'.repeat(20 * KIB)}é`;
    const body = JSON.stringify({ mediaUrl: url });
    expect(await read(body, 1_000)).toMatchObject({ value: { mediaUrl: url }, stored: [] });
    const tooLong = JSON.stringify({ mediaUrl: url + 'x'.repeat(256 * KIB) });
    await expect(read(tooLong)).rejects.toMatchObject({ code: 'BodyTooLarge' });
  });

  it.each([`{"mediaUrl":"${'A'.repeat(20 * KIB)}`, `{"mediaUrl":"${'A'.repeat(20 * KIB)}\n"}`])(
    'in a body that is no JSON is not kept: it ends, or has a line break, within the file',
    async (body) => {
      await expect(read(body, 1_000)).rejects.toThrow('not valid JSON');
    },
  );
});
