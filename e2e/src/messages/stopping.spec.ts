import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppProcess, requestJson, testServices, until } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/*
 * Processes are asked to stop while a message is still being typed: longer than any fixed step of a stop lasts, and
 * shorter than the time that the stop of a gateway may take.
 */
const TYPING_SECONDS = 11;

let fleet: Fleet;
let sending: Sending;
let second: AppProcess;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 2);
  sending = await Sending.from(fleet, 'stopping');
  second = await fleet.product.start('api-gateway', { ADMIN_TOKEN: fleet.product.adminToken });
});

afterAll(() => fleet.stop());

const textsSeen = () => sending.linked.contact.inbox.map(({ message }) => JSON.stringify(message));
const timesSeen = (text: string) => textsSeen().filter((seen) => seen.includes(text)).length;

/** Resolves with its answer to come, once the message is being typed. */
async function beginSend({ baseUrl }: AppProcess, message: string) {
  const { linked } = sending;
  let isTyped = false;
  linked.contact.handset.once('presence', () => (isTyped = true));
  const answer = requestJson(baseUrl, 'POST', `/api/message/text/${linked.name}`, {
    token: fleet.tenant.token,
    body: { number: linked.contact.number, message, delay: TYPING_SECONDS },
  });
  await until(() => isTyped);
  return { answer };
}

describe('A message that is being typed', () => {
  it('is answered before its gateway ends', async () => {
    const { answer } = await beginSend(second, 'through a gateway that stops');
    const stopped = second.stop();
    expect((await answer).status).toBe(200);
    expect(await stopped).toBe(0);
    await until(() => timesSeen('through a gateway that stops') === 1);
  });

  it('goes out once, through the next owner, when its worker stops', async () => {
    const [session] = await fleet.sessions();
    const owner = fleet.workers.find(({ id }) => id === session?.worker);
    const { answer } = await beginSend(fleet.product.gateway, 'from a worker that stops');
    expect(await owner?.stop()).toBe(0);
    expect((await answer).status).toBe(200);
    await until(() => timesSeen('from a worker that stops') === 1);
  });
});
