import { describe, expect, it } from '@jest/globals';
import { DialError } from '../../port/unreachable.js';
import { socketClose } from './socket-close.js';

const boom = (message: string, statusCode: number, data?: unknown): Error =>
  Object.assign(new Error(message), { output: { statusCode }, data });
const failed = (error: Error, statusCode = 408) =>
  socketClose(boom(`WebSocket Error (${error.message})`, statusCode, error));
const coded = (code: string, message = `connect ${code} 10.1.2.3:22`) =>
  Object.assign(new Error(message), { code });

describe('The end of a connection', () => {
  it.each([
    ['DNS lookup failed', coded('ENOTFOUND')],
    ['DNS lookup failed', coded('EAI_AGAIN')],
    ['connection refused', coded('ECONNREFUSED')],
    ['network unreachable', coded('EHOSTUNREACH')],
    ['no answer in time', coded('ETIMEDOUT')],
    ['no answer in time', new Error('Opening handshake has timed out')],
    ['TLS handshake failed', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['TLS handshake failed', coded('ERR_TLS_CERT_ALTNAME_INVALID')],
    [
      'TLS handshake failed',
      coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was'),
    ],
    ['connection broken', coded('ECONNRESET', 'read ECONNRESET')],
    ['proxy failed', new DialError('proxy failed', { cause: coded('ECONNREFUSED') })],
    ['proxy address not allowed', new DialError('proxy address not allowed')],
  ])('is told as one of a few reasons: %s', (reason, error) => {
    expect(failed(error)).toMatchObject({ reason, byServer: false, isUnreachable: true });
    expect(socketClose(error)).toMatchObject({ reason, isUnreachable: true });
  });

  it('by an HTTP answer on the way has no code: 401 and 403 of a proxy are not WhatsApp’s', () => {
    for (const status of [401, 403, 407, 502]) {
      const close = failed(new Error(`Unexpected server response: ${status}`), status);
      expect(close).toMatchObject({ code: undefined, reason: 'unexpected answer' });
    }
  });

  it('keeps what the system said for the log alone', () => {
    const { reason, detail } = failed(new DialError('proxy failed', { cause: coded('EPIPE') }));
    expect([reason, detail]).toEqual(['proxy failed', 'proxy failed: connect EPIPE 10.1.2.3:22']);
  });

  it('by WhatsApp keeps its code and its words', () => {
    expect(socketClose(boom('Stream Errored (conflict)', 440))).toMatchObject({
      code: 440,
      byServer: true,
      reason: 'Stream Errored (conflict)',
      isUnreachable: false,
    });
    expect(socketClose(boom('Connection Failure', 401))).toMatchObject({
      code: 401,
      byServer: true,
    });
    expect(socketClose(undefined)).toMatchObject({ code: undefined, reason: 'closed' });
  });

  it('tells codes that are used up from a server that does not answer', () => {
    expect(socketClose(boom('QR refs attempts ended', 408))).toMatchObject({
      areCodesUsedUp: true,
      isUnreachable: false,
    });
    expect(socketClose(boom('Timed Out', 408))).toMatchObject({
      areCodesUsedUp: false,
      isUnreachable: true,
      reason: 'no answer in time',
    });
  });
});
