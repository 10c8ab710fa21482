import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openBench } from '../testing/bench.js';
import { anInstance, freshTenant } from '../testing/fixtures.js';
import { CHUNK_BYTES } from './chunks.js';

describe('Media files', () => {
  const bench = openBench();

  async function given() {
    const { scope } = await freshTenant(bench);
    const { id: instanceId } = await bench.repositories.instances.create(scope, anInstance('a'));
    return { scope, instanceId, media: bench.repositories.mediaFiles };
  }

  const aFile = (messageId = '3EB0', expiresInMs = 60_000) => ({
    messageId,
    chatJid: '551@s.whatsapp.net',
    type: 'image',
    mimeType: 'image/png',
    fileName: null,
    expiresAt: new Date(Date.now() + expiresInMs),
  });

  async function* inPieces(bytes: Buffer, pieceBytes: number) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
    }
  }

  async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer[]> {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return chunks;
  }

  const countRows = async (instanceId: string) => {
    const { media, mediaChunk } = bench.database.client;
    const files = await media.count({ where: { instanceId } });
    return { files, chunks: await mediaChunk.count({ where: { media: { instanceId } } }) };
  };

  it.each([
    ['nothing', 0, 1_000, 0],
    ['less than a chunk', 5_000, 1_000, 1],
    ['exactly two chunks', 2 * CHUNK_BYTES, 2 * CHUNK_BYTES, 2],
    ['pieces that cross chunks', 2 * CHUNK_BYTES + 7, 300_001, 3],
  ])('come back byte by byte: %s', async (_, sizeBytes, pieceBytes, chunks) => {
    const { scope, instanceId, media } = await given();
    const bytes = randomBytes(sizeBytes);
    const stored = await media.store(scope, instanceId, aFile(), inPieces(bytes, pieceBytes));
    const read = await collect(media.open(scope, stored.id));
    expect(stored.sizeBytes).toBe(sizeBytes);
    expect(read).toHaveLength(chunks);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(await media.readBase64(scope, stored.id)).toBe(bytes.toString('base64'));
  });

  it('are found by their message, the last one of several', async () => {
    const { scope, instanceId, media } = await given();
    await media.store(scope, instanceId, aFile(), inPieces(randomBytes(9), 9));
    const { id } = await media.store(scope, instanceId, aFile(), inPieces(randomBytes(10), 9));
    const found = await media.findByMessage(scope, instanceId, '3EB0');
    expect(found).toMatchObject({ id, instanceId, mimeType: 'image/png', sizeBytes: 10 });
    expect(found?.createdAt).toBeInstanceOf(Date);
    expect(await media.findByMessage(scope, instanceId, 'another')).toBeUndefined();
  });

  it('whose stream fails leave nothing, and are not found before their last byte', async () => {
    const { scope, instanceId, media } = await given();
    async function* failing() {
      yield randomBytes(2 * CHUNK_BYTES);
      expect(await media.findByMessage(scope, instanceId, '3EB0')).toBeUndefined();
      expect(await countRows(instanceId)).toEqual({ files: 1, chunks: 2 });
      throw new Error('on the way');
    }
    await expect(media.store(scope, instanceId, aFile(), failing())).rejects.toThrow('on the way');
    expect(await countRows(instanceId)).toEqual({ files: 0, chunks: 0 });
  });

  it('of another account are neither read, found, removed nor written', async () => {
    const { scope, instanceId, media } = await given();
    const { scope: stranger } = await freshTenant(bench);
    const { id } = await media.store(scope, instanceId, aFile(), inPieces(randomBytes(9), 9));
    const written = media.store(stranger, instanceId, aFile(), inPieces(randomBytes(9), 9));
    await expect(written).rejects.toMatchObject({ code: 'InstanceNotFound' });
    await expect(collect(media.open(stranger, id))).rejects.toMatchObject({
      code: 'MediaNotFound',
    });
    expect(await media.findByMessage(stranger, instanceId, '3EB0')).toBeUndefined();
    await media.remove(stranger, id);
    expect(await collect(media.open(scope, id))).toHaveLength(1);
  });

  describe('of an account with a quota', () => {
    const QUOTA = 3 * CHUNK_BYTES;

    async function givenQuota() {
      const given_ = await given();
      const { accountId } = given_.scope;
      await bench.repositories.accounts.update(accountId, { quotas: { mediaBytes: QUOTA } });
      const storeBytes = (sizeBytes: number, share?: number) =>
        given_.media.store(
          given_.scope,
          given_.instanceId,
          aFile(),
          inPieces(randomBytes(sizeBytes), CHUNK_BYTES),
          share,
        );
      const usage = () => bench.repositories.accountUsages.read(accountId);
      return { ...given_, storeBytes, usage };
    }

    it('are refused beyond it, leave nothing, and are taken again once there is room', async () => {
      const { scope, instanceId, media, storeBytes, usage } = await givenQuota();
      const { id } = await storeBytes(2 * CHUNK_BYTES);
      const refused = { code: 'AccountMediaQuotaExceeded' };
      await expect(storeBytes(CHUNK_BYTES + 1)).rejects.toMatchObject(refused);
      expect(await countRows(instanceId)).toEqual({ files: 1, chunks: 2 });
      await storeBytes(CHUNK_BYTES);
      await expect(storeBytes(1)).rejects.toMatchObject(refused);
      expect(await usage()).toMatchObject({ mediaBytes: QUOTA, mediaQuotaBytes: QUOTA });
      await media.remove(scope, id);
      await storeBytes(2 * CHUNK_BYTES);
      expect(await usage()).toMatchObject({ mediaBytes: QUOTA });
    });

    it('that endless streams would fill end there', async () => {
      const { scope, instanceId, media } = await givenQuota();
      async function* endless() {
        for (;;) yield await Promise.resolve(randomBytes(CHUNK_BYTES));
      }
      const stored = await Promise.allSettled(
        [1, 2, 3].map(() => media.store(scope, instanceId, aFile(), endless())),
      );
      expect(stored.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(await countRows(instanceId)).toEqual({ files: 0, chunks: 0 });
    });

    it('leave a part of it free when they may fill a share only', async () => {
      const { storeBytes } = await givenQuota();
      await storeBytes(2 * CHUNK_BYTES, 0.7);
      await expect(storeBytes(CHUNK_BYTES, 0.7)).rejects.toMatchObject({
        code: 'AccountMediaQuotaExceeded',
      });
      await storeBytes(CHUNK_BYTES);
    });
  });

  it('go when they are removed, when they expire and with their instance', async () => {
    const { scope, instanceId, media } = await given();
    const store = (file: ReturnType<typeof aFile>) =>
      media.store(scope, instanceId, file, inPieces(randomBytes(9), 9));
    const removed = await store(aFile());
    await media.remove(scope, removed.id);
    await expect(media.get(scope, removed.id)).rejects.toMatchObject({ code: 'MediaNotFound' });
    expect(await media.readBase64(scope, removed.id)).toBeUndefined();
    const expired = await store(aFile('old', -1_000));
    await store(aFile('kept'));
    await expect(media.get(scope, expired.id)).rejects.toMatchObject({ code: 'MediaNotFound' });
    expect(await media.sweep(10)).toBeGreaterThanOrEqual(1);
    expect(await countRows(instanceId)).toEqual({ files: 1, chunks: 1 });
    await bench.repositories.instances.delete(scope, instanceId);
    expect(await countRows(instanceId)).toEqual({ files: 0, chunks: 0 });
  });
});
