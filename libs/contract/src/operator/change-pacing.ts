import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { pacingShape, pacingView, toPacing } from './pacing.js';

export const changePacing = operation({
  name: 'operator.changePacing',
  summary: 'Set or remove the limits on how fast an instance sends',
  method: 'PUT',
  path: '/admin/instances/:instanceId/pacing',
  caller: 'operator',
  body: pacingShape.transform(toPacing),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Pacing updated successfully'),
    pacing: pacingView,
  }),
  errors: ['InstanceNotFound'],
  example: {
    body: { messagesPerSecond: 0.5, burst: 3 },
    reply: {
      success: true,
      message: 'Pacing updated successfully',
      pacing: { messagesPerSecond: 0.5, burst: 3 },
    },
  },
});
