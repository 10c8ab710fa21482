import { request, type ClientRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  clientOf,
  type JsonReply,
  newTenant,
  refusal,
  requestJson,
  type Tenant,
  testServices,
  until,
} from '@starling/testing';
import pg from 'pg';
import { Sending } from '../messages/sending.js';
import { Fleet } from '../sessions/fleet.js';
import { countOf, link, loginsOf } from '../sessions/linked-fleet.js';

/*
 * One tenant sends as much as it can, another one chats. Real processes: one gateway, and one worker that holds the
 * sessions of both. Times are not asserted; what is asserted is that nobody is cut off and everything arrives.
 */
const KIB = 1024;
const MIB = KIB * KIB;
const MAX_TEXT = 65_536;

let fleet: Fleet;
let quiet: Sending;
let loud: Tenant;
const database = new pg.Client(testServices().databaseUrl);

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  quiet = await Sending.from(fleet, 'quiet');
  await link(fleet, 'wordy');
  await until(async () => (await fleet.instance('wordy')).status === 'connected');
  await database.connect();
});

beforeEach(async () => {
  loud = await newTenant(fleet.product, { rateLimitPerMinute: 1_000_000 });
  await clientOf(fleet.product.baseUrl, loud.token).post('/api/instance/new', { name: 'loud' });
});

afterAll(async () => {
  await database.end();
  await fleet.stop();
});

/** Texts back and forth, until the promise is settled, and ten at least. */
async function chatDuring<T>(attack: Promise<T>): Promise<T> {
  let isOver = false;
  const over = attack.finally(() => (isOver = true));
  over.catch(() => undefined);
  for (let n = 0; n < 10 || !isOver; n += 1) {
    const { received } = await quiet.send('text', { message: `out ${n}` });
    expect(received.message.extendedTextMessage?.text).toBe(`out ${n}`);
    await quiet.receive({ text: `in ${n}` });
  }
  return over;
}

const logins = () => countOf(loginsOf(fleet, [quiet.linked]), 'login');

const loudly = (path: string, body: string | Uint8Array): Promise<JsonReply> =>
  requestJson(fleet.product.baseUrl, 'POST', `${path}/loud`, { token: loud.token, body });

const FILE = Buffer.alloc(63 * MIB, 'A').toString();
/** Files are received at a pace: not every one has to be as large as possible. */
const SHORTER = FILE.slice(0, 8 * MIB);
const WITH_FILES: readonly (readonly [path: string, body: string])[] = [
  ['media', `{"number":"5511999999999","mediaType":"document","mediaBase64":"${FILE}"}`],
  ['sticker', `{"number":"5511999999999","imageUrl":"${SHORTER}"}`],
  ['status', `{"type":"video","mediaUrl":"${SHORTER}"}`],
  [
    'button',
    `{"number":"5511999999999","contentText":"a","buttons":[{"id":"a","displayText":"a"}],"mediaType":"IMAGE","mediaUrl":"${SHORTER}"}`,
  ],
  [
    'carousel',
    `{"number":"5511999999999","cards":[{"header":{"title":"a","imageUrl":"${FILE}"},"body":{"text":"a"}}]}`,
  ],
];

describe('While a tenant sends bodies of 64 MiB', () => {
  it('another one chats, and no session closes', async () => {
    const before = logins();
    const attack = async () => {
      for (const [kind, body] of WITH_FILES) {
        const reply = await loudly(`/api/message/${kind}`, body);
        expect([kind, ...refusal(reply)]).toEqual([
          kind,
          503,
          'Instance is not connected to WhatsApp',
        ]);
      }
      for (const kind of ['text', 'poll', 'list']) {
        const reply = await loudly(`/api/message/${kind}`, FILE);
        expect([kind, ...refusal(reply)]).toEqual([kind, 413, 'Request body too large']);
      }
    };
    await chatDuring(attack());
    expect(logins()).toBe(before);
  });

  it('nothing of them is kept once they are answered, whatever the answer', async () => {
    const [, sticker] = WITH_FILES[1] as (typeof WITH_FILES)[number];
    await loudly('/api/message/sticker', sticker);
    await loudly('/api/message/sticker', sticker.replace('5511999999999', ' '));
    await loudly('/api/message/sticker', `${sticker}}`);
    const { rows } = await database.query(
      'SELECT m.id FROM media m JOIN instances i ON i.id = m.instance_id WHERE i.account_id = $1',
      [loud.accountId],
    );
    expect(rows).toEqual([]);
  });
});

describe('Long texts', () => {
  const wordy = (body: object) => quiet.ask('text', body, { instance: 'wordy' });

  it('of the longest kind arrive whole, while another instance of the worker chats', async () => {
    const before = logins();
    const long = 'é'.repeat(MAX_TEXT);
    const attack = Promise.all(Array.from({ length: 10 }, () => wordy({ message: long })));
    const replies = await chatDuring(attack);
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const arrived = quiet.linked.contact.inbox.filter(
      ({ message }) => message.extendedTextMessage?.text === long,
    );
    expect(arrived).toHaveLength(10);
    expect(logins()).toBe(before);
  });

  it('are refused in the form of a wrong body when they are longer', async () => {
    const [status, text] = refusal(await wordy({ message: 'x'.repeat(MAX_TEXT + 1) }));
    expect([status, text]).toEqual([
      400,
      expect.stringMatching(/^Invalid request body: message: /),
    ]);
  });

  it('that a contact sends come in, and make an answer that quotes them too large', async () => {
    const { id } = await quiet.receive({ text: 'y'.repeat(300 * KIB) });
    const reply = await quiet.ask('text', { message: 'yes', replyTo: id });
    expect(refusal(reply)).toEqual([400, 'Message too large']);
    expect((await quiet.send('text', { message: 'yes' })).reply).toMatchObject({ success: true });
  });
});

describe('A file that is stored while it is received', () => {
  const send = (byte: number) =>
    quiet.ask(
      'media',
      {
        mediaType: 'document',
        fileName: 'a.bin',
        mediaBase64: Buffer.alloc(100 * KIB, byte).toString('base64'),
      },
      { headers: { 'idempotency-key': 'the same file' } },
    );

  it('is known again under the key of its request, and so is another one', async () => {
    const [first, again, other] = [await send(1), await send(1), await send(2)];
    expect([first.status, again.body]).toEqual([200, first.body]);
    expect(refusal(other)[0]).toBe(409);
  });
});

describe('Bodies with files that are sent slowly', () => {
  const held = async () => {
    const metrics = await (await fetch(`${fleet.product.baseUrl}/metrics`)).text();
    return Number(/starling_request_bytes_held\{.*kind="file".*\} (\S+)/.exec(metrics)?.[1]);
  };

  /** Announces so many bytes, and sends none of them. */
  function announce(bytes: number): ClientRequest {
    const asked = request(`${fleet.product.baseUrl}/api/message/media/loud`, {
      method: 'POST',
      headers: { token: loud.token, 'content-length': bytes },
    });
    asked.on('error', () => undefined);
    asked.flushHeaders();
    return asked;
  }

  it('take the room of their own token, and of no other one', async () => {
    const slow = [announce(64 * MIB), announce(64 * MIB)];
    await until(async () => (await held()) === 128 * MIB);
    const [, sticker] = WITH_FILES[1] as (typeof WITH_FILES)[number];
    const refused = await loudly('/api/message/sticker', sticker);
    expect(refusal(refused)).toEqual([503, 'Server is busy. Try again later.']);
    expect(refused.headers.get('retry-after')).toBe('2');
    const small = await loudly('/api/message/text', '{"number":"5511999999999","message":"a"}');
    expect(refusal(small)).toEqual([503, 'Instance is not connected to WhatsApp']);
    await quiet.send('media', {
      mediaType: 'document',
      fileName: 'a.bin',
      mediaBase64: Buffer.alloc(MIB, 7).toString('base64'),
    });
    for (const asked of slow) asked.destroy();
    await until(async () => (await held()) === 0);
    expect(refusal(await loudly('/api/message/sticker', sticker))).toEqual([
      503,
      'Instance is not connected to WhatsApp',
    ]);
  });
});
