import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changeS3,
  logoutInstance,
  readMedia,
  sendMedia,
  setWebhook,
  setWebsocket,
} from '@starling/contract';
import {
  type AppProcess,
  refusal,
  requestJson,
  S3Server,
  until,
  WebhookReceiver,
} from '@starling/testing';
import { FrameClient } from '../live-events/frames.js';
import { type Fleet } from '../sessions/fleet.js';
import { link, type Linked } from '../sessions/linked-fleet.js';
import { addMediaWorker, MAX_IN_EVENT_BYTES, startMediaFleet } from './media-fleet.js';

/*
 * The file that a contact sends, from its phone's encryption to the socket and the server of a customer: real Baileys
 * in a real worker, a media server that speaks TLS, a bucket that checks signatures.
 */
interface Media {
  readonly base64: string | null;
  readonly s3Url: string | null;
}

const PHOTO = randomBytes(300_001);
const FILM = randomBytes(MAX_IN_EVENT_BYTES + 1);
const SECRET = 'the secret of the bucket';

let fleet: Fleet;
let node: AppProcess;
let linked: Linked;
let receiver: WebhookReceiver;
let client: FrameClient;

const here = () => ({ params: { instance: linked.name } });
const configureSocket = (mediaBase64: boolean) =>
  fleet.call(setWebsocket, { ...here(), body: { enabled: true, mediaBase64 } });
const configureWebhook = (label: string, mediaBase64: boolean) =>
  fleet.call(setWebhook, {
    ...here(),
    body: { label, enabled: true, url: `${receiver.url}/${label}`, mediaBase64 },
  });
const configureBucket = (endpoint: string, secretKey = SECRET) =>
  fleet.call(changeS3, {
    ...here(),
    body: {
      ...{ enabled: true, region: 'eu-central-1', bucket: 'files', accessKey: 'AKIA', secretKey },
      ...{ endpoint, pathPrefix: 'wa' },
    },
  });

const isAbout = (id: string) => (frame: { data: Record<string, unknown> }) =>
  frame.data['id'] === id;
const mediaOf = (data: unknown) => (data as { message: { media: Media } }).message.media;
const onSocket = async (id: string) => mediaOf((await client.next(isAbout(id))).data);

async function onWebhook(label: string, id: string): Promise<Media> {
  const arrived = () => receiver.aboutMessage(id).find(({ path }) => path === `/${label}`);
  await until(() => arrived() !== undefined);
  return mediaOf((JSON.parse(arrived()?.body ?? '') as { data: unknown }).data);
}

async function send(content: Parameters<Linked['contact']['send']>[1], from = linked.contact) {
  const { id } = await from.send(linked.phone, content);
  return id;
}

/** Owners and nodes hear of a change when it is done: the first message that comes under it. */
async function firstOf(content: Parameters<typeof send>[0], isIt: (media: Media) => boolean) {
  for (let tries = 0; tries < 50; tries += 1) {
    const id = await send(content);
    if (isIt(await onSocket(id))) return id;
  }
  throw new Error('the change was not heard of');
}

beforeAll(async () => {
  ({ fleet, node } = await startMediaFleet());
  linked = await link(fleet, 'files');
  receiver = await WebhookReceiver.open();
  await configureWebhook('with', true);
  await configureWebhook('without', false);
});

afterAll(async () => {
  await fleet.stop();
  await receiver.close();
});

beforeEach(async () => {
  await configureSocket(true);
  client = await FrameClient.open(node.baseUrl, linked.name, fleet.tenant.token);
});

afterEach(() => client.close());

describe('The file of a message', () => {
  it('comes byte by byte to those who want it, and as null to those who do not', async () => {
    const id = await send({ image: PHOTO, caption: '"base64":null' });
    const base64 = PHOTO.toString('base64');
    expect(await onSocket(id)).toMatchObject({ base64, s3Url: null, caption: '"base64":null' });
    expect(await onWebhook('with', id)).toEqual(await onSocket(id));
    expect(await onWebhook('without', id)).toEqual({ ...(await onSocket(id)), base64: null });
    await configureSocket(false);
    const next = await firstOf({ image: PHOTO }, (media) => media.base64 === null);
    expect((await onWebhook('with', next)).base64).toBe(base64);
  });

  it('that is too large, or that nobody has any more, is null in an event that comes all the same', async () => {
    const large = await send({ video: FILM });
    expect((await onSocket(large)).base64).toBeNull();
    const withdraw = fleet.sandbox.faults.media({ kind: 'missing', on: 'download', times: 2 });
    const gone = await send({ image: PHOTO });
    expect((await onSocket(gone)).base64).toBeNull();
    withdraw();
  });

  it('that the API sends comes in the echo, too', async () => {
    const { contact } = linked;
    await fleet.call(sendMedia, {
      ...here(),
      body: {
        ...{ number: contact.number, mediaType: 'document', mimeType: 'application/pdf' },
        ...{ mediaBase64: PHOTO.toString('base64'), fileName: 'offer.pdf' },
      },
    });
    const { data } = await client.next((frame) => frame.data['direction'] === 'outgoing');
    expect(mediaOf(data)).toMatchObject({
      ...{ type: 'document', fileName: 'offer.pdf', base64: PHOTO.toString('base64') },
    });
  });

  it('keeps the events behind it in their order, and those of other chats not waiting', async () => {
    const other = fleet.sandbox.contacts.add();
    fleet.sandbox.faults.media({
      kind: 'slow',
      on: 'download',
      // Long enough that the other chat's message comes first on a slow machine, too.
      delayMs: 8_000,
      times: 1,
    });
    const first = await send({ image: PHOTO });
    const second = await send({ text: 'behind it' });
    const aside = await send({ text: 'aside' }, other);
    await client.next(isAbout(second));
    const ids = client.ofEvent('message.exchange').map(({ data }) => data['id']);
    expect(ids).toEqual([aside, first, second]);
    expect((await onSocket(first)).base64).toBe(PHOTO.toString('base64'));
  });
});

describe('The bucket of an instance', () => {
  let bucket: S3Server;

  beforeAll(async () => {
    bucket = await S3Server.open(SECRET);
  });

  afterAll(async () => {
    await fleet.call(changeS3, { ...here(), body: { enabled: false } });
    await bucket.close();
  });

  it('gets every file, the large ones too, and events tell where', async () => {
    await configureBucket(bucket.url);
    const id = await firstOf({ video: FILM }, (media) => media.s3Url !== null);
    const { s3Url, base64 } = await onSocket(id);
    expect(base64).toBeNull();
    expect(await onWebhook('without', id)).toMatchObject({ s3Url });
    const reply = await fetch(s3Url ?? '');
    expect(reply.status).toBe(200);
    expect(Buffer.from(await reply.arrayBuffer()).equals(FILM)).toBe(true);
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const key = `/files/wa/${linked.name}/${day}/${id}.mp4`;
    expect(bucket.objects.get(key)?.mimeType).toBe('video/mp4');
  });

  it('answers for a file that neither the database nor WhatsApp has any more', async () => {
    const id = await firstOf({ video: FILM }, (media) => media.s3Url !== null);
    const withdraw = fleet.sandbox.faults.media({ kind: 'missing', on: 'download' });
    const reply = await fleet.call(readMedia, { ...here(), query: { messageId: id } });
    withdraw();
    expect(Buffer.from(reply.base64, 'base64').equals(FILM)).toBe(true);
  });

  it('that has more than the message says is not read to its end, and nothing of it is kept', async () => {
    const id = await firstOf({ video: FILM }, (media) => media.s3Url !== null);
    const [key] = [...bucket.objects.keys()].filter((one) => one.includes(id));
    const bytes = Buffer.concat([FILM, randomBytes(1)]);
    bucket.objects.set(key ?? '', { bytes, mimeType: 'video/mp4' });
    const { product, tenant } = fleet;
    const reply = await requestJson(product.baseUrl, 'GET', `/api/chat/base64/${linked.name}`, {
      token: tenant.token,
      query: { messageId: id },
    });
    const reason = `the file has more than ${FILM.length} bytes`;
    expect(refusal(reply)).toEqual([500, `Failed to get base64: ${reason}`]);
  });

  it('that refuses a file leaves its event without an address', async () => {
    await configureBucket(bucket.url, 'another secret');
    const id = await send({ image: PHOTO });
    expect(await onSocket(id)).toMatchObject({ s3Url: null, base64: PHOTO.toString('base64') });
  });
});

describe('An account with a quota of stored files', () => {
  const usage = async () => {
    const { product, tenant } = fleet;
    const path = `/admin/accounts/${tenant.accountId}/usage`;
    const { body } = await requestJson(product.baseUrl, 'GET', path, { token: product.adminToken });
    return (body as { usage: { mediaBytes: number; mediaQuotaBytes: number } }).usage;
  };
  const setQuota = (mediaBytes: number | null) => {
    const { product, tenant } = fleet;
    return requestJson(product.baseUrl, 'PUT', `/admin/accounts/${tenant.accountId}`, {
      token: product.adminToken,
      body: { quotas: { mediaBytes } },
    });
  };

  afterAll(() => setQuota(null));

  it('that is used up gets events without files, and a refusal for what it sends along', async () => {
    const { mediaBytes } = await usage();
    expect(mediaBytes).toBeGreaterThan(0);
    await setQuota(mediaBytes);
    expect((await usage()).mediaQuotaBytes).toBe(mediaBytes);
    // A worker remembers for some seconds what the account may have.
    await until(async () => (await onSocket(await send({ image: PHOTO }))).base64 === null);
    const { product, tenant } = fleet;
    const path = `/api/message/media/${linked.name}`;
    const reply = await requestJson(product.baseUrl, 'POST', path, {
      token: tenant.token,
      body: {
        number: linked.contact.number,
        mediaType: 'document',
        mediaBase64: PHOTO.toString('base64'),
      },
    });
    expect(refusal(reply)).toEqual([403, 'Account media quota exceeded']);
  });
});

describe('An instance that is logged out while a file comes', () => {
  it('lets its event go without it', async () => {
    const leaving = await link(fleet, 'leaving');
    const { contact, phone, name } = leaving;
    const params = { params: { instance: name } };
    await fleet.call(setWebsocket, { ...params, body: { enabled: true, mediaBase64: true } });
    const listener = await FrameClient.open(node.baseUrl, name, fleet.tenant.token);
    fleet.sandbox.faults.media({ kind: 'slow', on: 'download', delayMs: 15_000, times: 1 });
    const { id = '' } = await contact.send(phone, { image: PHOTO });
    await until(() => phone.devices.every(({ outbox }) => outbox.size === 0));
    expect(listener.frames.some(isAbout(id))).toBe(false);
    await fleet.call(logoutInstance, params);
    const { data } = await listener.next(isAbout(id));
    expect(mediaOf(data).base64).toBeNull();
    listener.close();
  });
});

describe('A worker that dies while a file comes', () => {
  it('leaves the event to the next owner, who fetches the file anew', async () => {
    await fleet.call(changeS3, { ...here(), body: { enabled: false } });
    fleet.sandbox.faults.media({ kind: 'slow', on: 'download', delayMs: 30_000, times: 1 });
    const id = await send({ image: PHOTO });
    // Acknowledged: WhatsApp will not send it again.
    await until(() => linked.phone.devices.every(({ outbox }) => outbox.size === 0));
    const [worker] = fleet.workers;
    worker?.kill('SIGKILL');
    await addMediaWorker(fleet);
    await until(() => client.frames.some(isAbout(id)));
    expect((await onSocket(id)).base64).toBe(PHOTO.toString('base64'));
    expect((await onWebhook('with', id)).base64).toBe(PHOTO.toString('base64'));
  });
});
