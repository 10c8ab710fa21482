import { z } from 'zod';
import { optional } from '../fields/leniency.js';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { filterField } from './filter.js';
import { judgeWebsocket, websocketConfig } from './websocket.js';

export const setWebsocket = operation({
  name: 'events.setWebsocket',
  summary: 'Allow or forbid event sockets for an instance and choose what they carry',
  method: 'POST',
  path: '/api/events/websocket/:instance',
  body: z
    .object({
      enabled: z.boolean(),
      events: filterField,
      mediaBase64: optional(z.boolean()).describe('Files as base64 in the frames'),
    })
    .transform(judgedBy(judgeWebsocket)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('WebSocket configured successfully'),
    websocket: websocketConfig,
  }),
  errors: ['SetWebsocketFailed'],
  example: {
    body: { enabled: true, events: ['message.exchange', 'instance.state'] },
    reply: {
      success: true,
      message: 'WebSocket configured successfully',
      websocket: {
        enabled: true,
        events: ['message.exchange', 'instance.state'],
        mediaBase64: false,
      },
    },
  },
});
