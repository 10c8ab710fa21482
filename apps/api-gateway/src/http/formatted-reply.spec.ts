import { describe, expect, it } from '@jest/globals';
import { connectInstance, logoutInstance, type Operation } from '@starling/contract';
import fastify from 'fastify';
import { FormattedReply } from './formatted-reply.js';

const QR = {
  success: true,
  message: 'QR code generated',
  qrCode: '2@abc',
  qrCodeBase64: 'data:image/png;base64,iVBORw==',
  status: 'qr',
} as const;

const CONNECTED = {
  success: true,
  message: 'Instance already connected',
  status: 'connected',
} as const;

const answered = async (
  query: unknown,
  result: unknown,
  operation: Operation = connectInstance,
) => {
  const app = fastify();
  app.get('/', (_request, reply) => {
    const formatted = FormattedReply.of(operation, query, result);
    return formatted ? formatted.sendTo(reply) : reply.send(result);
  });
  return app.inject('/');
};

describe('A reply in another form', () => {
  it('is the declared bytes under their media type, and is never kept by a browser', async () => {
    const { headers, rawPayload } = await answered({ format: 'png' }, QR);
    expect(headers['content-type']).toBe('image/png');
    expect(headers['cache-control']).toBe('no-store');
    expect([...rawPayload]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it.each([
    ['nothing was asked for', {}, QR],
    ['the name is unknown', { format: 'xml' }, QR],
    ['the name is that of a method', { format: 'constructor' }, QR],
    ['the parameter is repeated', { format: ['png', 'png'] }, QR],
    ['the reply has no such form', { format: 'png' }, CONNECTED],
  ])('is JSON when %s', async (_, query, result) => {
    const reply = await answered(query, result);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reply.json()).toEqual(result);
  });

  it('is JSON when the operation declares no other form', async () => {
    const reply = await answered({ format: 'png' }, { success: true }, logoutInstance);
    expect(reply.json()).toEqual({ success: true });
  });
});
