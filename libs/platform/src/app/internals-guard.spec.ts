import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { guardInternals } from './internals-guard.js';

const OPERATOR = 'the-token-of-the-operator';

let server: FastifyInstance;
beforeEach(() => {
  server = fastify();
  server.get('/metrics', { onRequest: guardInternals(OPERATOR) }, () => 'figures');
});
afterEach(() => server.close());

const statusOf = async (remoteAddress: string, headers: Record<string, string> = {}) =>
  (await server.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

describe('What the operator alone may read', () => {
  it('is open to this machine', async () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(await statusOf(address)).toBe(200);
    }
  });

  it('is refused to other machines, and to those that a proxy on this machine speaks for', async () => {
    expect(await statusOf('10.0.0.7')).toBe(401);
    expect(await statusOf('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
    expect(await statusOf('10.0.0.7', { token: 'another' })).toBe(401);
  });

  it('is open everywhere with the token of the operator, in either header', async () => {
    expect(await statusOf('10.0.0.7', { token: OPERATOR })).toBe(200);
    expect(await statusOf('10.0.0.7', { authorization: `Bearer ${OPERATOR}` })).toBe(200);
  });

  it('answers a refusal in the envelope', async () => {
    const { body } = await server.inject({ url: '/metrics', remoteAddress: '10.0.0.7' });
    expect(JSON.parse(body)).toEqual({ success: false, error: { message: 'Invalid token' } });
  });
});
