import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { type ReplyFormat } from '../operation/operation.js';
import { historyDays, pairingNumber } from './connect-query.js';

export const qrReply = z.strictObject({
  success: z.literal(true),
  message: z.literal('QR code generated'),
  qrCode: z.string().describe('The text inside the QR'),
  qrCodeBase64: z.string().describe('Data URI of a PNG'),
  status: z.literal('qr'),
});

export const pairingReply = z.strictObject({
  success: z.literal(true),
  message: z.literal('Pairing code generated'),
  pairingCode: z.string().regex(/^[A-Z0-9]{8}$/),
  status: z.literal('pairing'),
});

export const connectedReply = z.strictObject({
  success: z.literal(true),
  message: z.literal('Instance already connected'),
  status: z.literal('connected'),
});

type ConnectReply = z.output<typeof connectReply>;

const connectReply = z.discriminatedUnion('status', [qrReply, pairingReply, connectedReply]);

const qrPicture: ReplyFormat<ConnectReply> = {
  mediaType: 'image/png',
  description: 'The QR code as a picture. A reply without a QR code, and every error, is JSON.',
  bytesOf: (reply) =>
    reply.status === 'qr'
      ? Buffer.from(reply.qrCodeBase64.slice(reply.qrCodeBase64.indexOf(',') + 1), 'base64')
      : undefined,
};

export const connectInstance = operation({
  name: 'instance.connect',
  summary: 'Connect an instance: from its saved session, or with a new QR or pairing code',
  method: 'GET',
  path: '/api/instance/connect/:instance',
  runsIn: 'session',
  session: 'placed',
  waitsForWorkerMs: 10_000,
  unanswered: 'ConnectInstanceFailed',
  query: z.object({ number: pairingNumber, history: historyDays }),
  reply: connectReply,
  formats: { png: qrPicture },
  carriesCode: ({ status }) => status !== 'connected',
  errors: ['InvalidNumber', 'InvalidHistoryParameter', 'ConnectInstanceFailed'],
  example: {
    query: { history: '30' },
    reply: {
      success: true,
      message: 'QR code generated',
      qrCode: '2@Zk3nQpT1u8sVd0aH5yXw,Jr7bLm2cEo9gKf4iN6tP,qS1vWx8zA3dC5eG7hI9jK=,1',
      qrCodeBase64:
        'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4',
      status: 'qr',
    },
  },
});
