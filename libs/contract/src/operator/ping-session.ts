import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

/** Proves that the owner of an instance answers: the shortest command through gateway, inbox and owner. */
export const pingSession = operation({
  name: 'operator.pingSession',
  summary: 'Check that the process that owns an instance answers',
  method: 'POST',
  path: '/admin/instances/:instanceId/ping',
  caller: 'operator',
  runsIn: 'session',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('pong'),
    worker: z.string().describe('Id of the process that answered'),
    epoch: z.int().describe('Ownership epoch under which it holds the instance'),
  }),
  errors: ['InstanceNotFound', 'InstanceNotConnected', 'SessionTimedOut'],
  example: {
    reply: { success: true, message: 'pong', worker: 'session-worker-1b2c3d', epoch: 7 },
  },
});
