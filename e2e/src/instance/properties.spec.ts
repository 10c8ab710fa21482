import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Client,
  clientOf,
  newTenant,
  type Product,
  refusal,
  startProduct,
  testServices,
} from '@starling/testing';

/* What must hold for any name and any number, with seeds that are written down: a failure can be run again. */
let product: Product;
let mine: Client;

beforeAll(async () => {
  product = await startProduct(testServices());
  mine = clientOf(
    product.baseUrl,
    (await newTenant(product, { rateLimitPerMinute: 1_000_000 })).token,
  );
  await mine.post('/api/instance/new', { name: 'numbers' });
});

afterAll(() => product.stop());

/** The rule as the contract words it, apart from how the product words it. */
function isName(text: string): boolean {
  const name = text.trim().normalize('NFC');
  const length = [...name].length;
  const forbidden = [...name].some(
    (letter) => '/\\,?#%'.includes(letter) || /\p{Cc}/u.test(letter),
  );
  return length >= 1 && length <= 100 && !forbidden && name !== '.' && name !== '..';
}

describe('Any text', () => {
  it('is a name by the rules alone, and then found by it in a path, in a filter and by its token', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.stringMatching(/^[ -~]{0,12}$/),
      fc.string({ unit: 'grapheme', minLength: 95, maxLength: 103 }),
    );
    const property = fc.asyncProperty(text, async (sent) => {
      const reply = await mine.post('/api/instance/new', { name: sent });
      if (!isName(sent)) {
        const blank = sent.trim() === '' ? 'Instance name is required' : 'Invalid instance name';
        expect(refusal(reply)).toEqual([400, sent.includes('\0') ? 'Invalid request body' : blank]);
        return;
      }
      expect(reply.status).toBe(201);
      const { instance } = reply.body as { instance: { id: string; name: string; token: string } };
      expect(instance.name).toBe(sent.trim().normalize('NFC'));
      const own = clientOf(product.baseUrl, instance.token);
      for (const name of [instance.name, sent]) {
        expect(
          (await own.get(`/api/instance/getSettings/${encodeURIComponent(name)}`)).status,
        ).toBe(200);
        const { body } = await mine.get('/api/instance/list', { query: { instanceName: name } });
        expect(body).toMatchObject({ instances: [{ id: instance.id }] });
      }
      const gone = await mine.delete(`/api/instance/delete/${encodeURIComponent(sent)}`);
      expect(gone.status).toBe(200);
    });
    await fc.assert(property, { numRuns: 60, seed: 7 });
  });
});

describe('Any number', () => {
  const setPort = (port: unknown) =>
    mine.post('/api/instance/proxy/numbers', { enabled: true, host: 'h', port });

  it('from 1 to 65535 is a port, as a number and as its text, and is always told as text', async () => {
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 65_535 }), async (port) => {
      for (const sent of [port, String(port)]) {
        expect((await setPort(sent)).body).toMatchObject({ proxy: { port: String(port) } });
      }
    });
    await fc.assert(property, { numRuns: 25, seed: 8, examples: [[1], [65_535]] });
  });

  it('outside of that, or not whole, is none', async () => {
    const number = fc.oneof(
      fc.integer({ max: 0 }),
      fc.integer({ min: 65_536 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
    );
    const property = fc.asyncProperty(number, async (port) => {
      for (const sent of [port, String(port)]) {
        expect(refusal(await setPort(sent))).toEqual([400, 'Invalid request body']);
      }
    });
    await fc.assert(property, { numRuns: 25, seed: 9, examples: [[0], [65_536], [1e21]] });
  });

  it('is written in decimal digits, or is none', async () => {
    for (const sent of ['0x50', '1e3', '80.0', '+80', '-80', '８０', '80 80', 'http']) {
      expect(refusal(await setPort(sent))).toEqual([400, 'Invalid request body']);
    }
  });
});
