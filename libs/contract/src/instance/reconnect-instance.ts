import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

export const reconnectInstance = operation({
  name: 'instance.reconnect',
  summary: 'Close the connection of an instance and open it again from its saved session',
  method: 'POST',
  path: '/api/instance/reconnect/:instance',
  runsIn: 'session',
  session: 'placed',
  unanswered: 'ReconnectInstanceFailed',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Reconnect initiated'),
    status: z.literal('connecting'),
  }),
  errors: ['NoSavedSession', 'ReconnectInstanceFailed'],
  example: {
    reply: { success: true, message: 'Reconnect initiated', status: 'connecting' },
  },
});
