import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';

const check = z.string().describe('`ok`, or `fail: <reason>`');

export const readHealth = operation({
  name: 'health.read',
  summary: 'Check that the service works',
  method: 'GET',
  path: '/health',
  caller: 'anyone',
  rateBucket: 'none',
  reply: z.strictObject({
    status: z.enum(['ok', 'degraded']),
    service: z.literal('RyzeAPI').describe('The name that existing clients expect'),
    uptime: z.string().regex(/^\d+h\d{1,2}m\d{1,2}s$/),
    timestamp,
    checks: z.strictObject({ db: check }).catchall(check),
  }),
  status: { all: [200, 503], of: (reply) => (reply.status === 'ok' ? 200 : 503) },
  example: {
    reply: {
      status: 'ok',
      service: 'RyzeAPI',
      uptime: '12h34m56s',
      timestamp: '2026-04-28T10:30:00Z',
      checks: { db: 'ok' },
    },
  },
});
