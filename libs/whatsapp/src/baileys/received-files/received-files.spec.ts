import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Contact, type Phone, type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { LinkedAccount } from '../../testing/linked-account.js';
import { type ReceivedFile } from '../../port/received-file.js';
import { readReceivedFile } from './received-file.js';

/* Files as a contact's phone encrypts them, fetched from the local WhatsApp's media server. */
describe('The file of a message', () => {
  let sandbox: Sandbox;
  let here: LinkedAccount;
  let phone: Phone;
  let ana: Contact;
  const bytes = randomBytes(200_001);

  beforeAll(async () => {
    sandbox = await startSandbox({ receiptDelayMs: 5 });
    sandbox.trustMedia();
    phone = sandbox.phones.add();
    ana = sandbox.contacts.add({ name: 'Ana' });
    here = await LinkedAccount.link(sandbox.url, phone);
  });

  afterAll(async () => {
    await here.client.connection.hangUp();
    await sandbox.close();
  });

  async function arrived(content: Parameters<Contact['send']>[1]) {
    const { id, message } = await ana.send(phone, content);
    const file = (await here.arrived(id)).readFile?.();
    if (!file) throw new Error('no file');
    return { id, file, sent: message };
  }

  async function fetched(file: ReceivedFile, limitMs = 60_000): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const signal = AbortSignal.timeout(limitMs);
    const stream = await here.client.connection.files.open(file, signal);
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it.each([
    ['image', { image: bytes }],
    ['video', { video: bytes }],
    ['ptt', { audio: bytes, ptt: true, mimetype: 'audio/ogg; codecs=opus', seconds: 1 }],
    ['document', { document: bytes, mimetype: 'application/pdf', fileName: 'a.pdf' }],
    ['sticker', { sticker: bytes }],
  ] as const)('is fetched byte by byte, also after a restart: %s', async (type, content) => {
    const { id, file } = await arrived(content);
    expect(file).toMatchObject({ messageId: id, chatJid: ana.lid, type, sizeBytes: bytes.length });
    const kept = readReceivedFile(file.message);
    expect(kept).toEqual(file);
    expect((await fetched(kept)).equals(bytes)).toBe(true);
  });

  it('that is gone from the servers is uploaded again by the phone', async () => {
    const { file, sent } = await arrived({ image: bytes });
    sandbox.world.media.expire(sent.imageMessage?.directPath ?? '');
    expect((await fetched(file)).equals(bytes)).toBe(true);
  });

  it('that was changed on its way is refused', async () => {
    const { file, sent } = await arrived({ image: bytes });
    const path = sent.imageMessage?.directPath ?? '';
    const sealed = Buffer.from(sandbox.world.media.download(path) ?? []);
    sealed[1_000] = (sealed[1_000] ?? 0) ^ 1;
    sandbox.world.media.put(path, sealed);
    await expect(fetched(file)).rejects.toThrow('changed on its way');
    sandbox.world.media.put(path, sealed.subarray(0, 0));
    await expect(fetched(file)).rejects.toThrow('changed on its way');
  });

  it('is fetched from servers that WhatsApp names, whatever host its sender wrote', async () => {
    const { file, sent } = await arrived({ image: bytes });
    if (sent.imageMessage) sent.imageMessage.url = 'https://10.0.0.1/secret';
    const { id, file: other } = await arrived({ forward: { key: {}, message: sent } });
    expect(id).not.toBe(file.messageId);
    expect((await fetched(other)).equals(bytes)).toBe(true);
  });

  it('that does not come in time is given up', async () => {
    const { file } = await arrived({ image: bytes });
    sandbox.faults.media({ kind: 'slow', delayMs: 60_000, times: 1 });
    await expect(fetched(file, 200)).rejects.toThrow();
  });

  it('is not there in a text', async () => {
    const { id } = await ana.send(phone, 'no file');
    expect((await here.arrived(id)).readFile?.()).toBeUndefined();
  });
});
