import { beforeAll, describe, expect, it } from '@jest/globals';
import { downloadMediaMessage, type WAMessage } from '@whiskeysockets/baileys';
import type { Contact } from '../people/contact.js';
import { type Linked, useSandbox } from '../testing-suite.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const LARGE = Buffer.alloc(300_000, 'starling ');

describe('Media', () => {
  const suite = useSandbox({ seed: 'media' });
  let owner: Linked;
  let alice: Contact;

  beforeAll(async () => {
    suite.sandbox.trustMedia();
    owner = await suite.linked();
    alice = suite.sandbox.contacts.add({ name: 'Alice' });
  });

  const upserted = (id: string): Promise<WAMessage> =>
    owner.client.until('messages.upsert', ({ messages }) =>
      messages.find(({ key, message }) => key.id === id && message),
    );
  const download = (message: WAMessage): Promise<Buffer> =>
    downloadMediaMessage(message, 'buffer', {});

  it.each([
    ['an image', { image: PIXEL, caption: 'a pixel' }, PIXEL],
    [
      'a voice note',
      { audio: LARGE, ptt: true, mimetype: 'audio/ogg; codecs=opus', seconds: 3 },
      LARGE,
    ],
    ['a document', { document: LARGE, mimetype: 'application/pdf', fileName: 'a.pdf' }, LARGE],
    ['a video', { video: LARGE, jpegThumbnail: PIXEL.toString('base64') }, LARGE],
    ['a sticker', { sticker: PIXEL }, PIXEL],
  ] as const)(
    'from a contact arrives as %s that can be downloaded',
    async (_kind, content, bytes) => {
      const { id } = await alice.send(owner.phone, content);
      expect(await download(await upserted(id))).toEqual(bytes);
    },
  );

  it('from the client reaches the contact', async () => {
    await owner.client.socket.sendMessage(alice.jid, { document: LARGE, mimetype: 'text/plain' });
    const received = await owner.client.untilTrue(() => alice.inbox[0]);
    expect(await alice.download(received)).toEqual(LARGE);
  });

  it('that has expired is uploaded again by the own phone', async () => {
    const { id, message: original } = await alice.send(owner.phone, { image: PIXEL });
    const received = await upserted(id);
    suite.sandbox.world.media.expire(original.imageMessage?.directPath ?? '');
    await expect(download(received)).rejects.toThrow();
    const updated = await owner.client.socket.updateMediaMessage(received);
    expect(updated.message?.imageMessage?.directPath).toMatch(/reupload/);
    expect(await download(updated)).toEqual(PIXEL);
  });

  it('is missing, or slow, on request', async () => {
    const { id } = await alice.send(owner.phone, { image: PIXEL });
    const received = await upserted(id);
    suite.sandbox.faults.media({ kind: 'missing', on: 'download', times: 1 });
    await expect(download(received)).rejects.toThrow();
    suite.sandbox.faults.media({ kind: 'slow', on: 'download', delayMs: 200, times: 1 });
    const startedMs = performance.now();
    expect(await download(received)).toEqual(PIXEL);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(190);
  });
});
