import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { pacingView } from './pacing.js';

export const readPacing = operation({
  name: 'operator.readPacing',
  summary: 'Get the limits on how fast an instance may send',
  method: 'GET',
  path: '/admin/instances/:instanceId/pacing',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Pacing retrieved successfully'),
    pacing: pacingView,
  }),
  errors: ['InstanceNotFound'],
  example: {
    reply: {
      success: true,
      message: 'Pacing retrieved successfully',
      pacing: { messagesPerSecond: null, burst: null },
    },
  },
});
