import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';
import { websocketConfig } from './websocket.js';

export const getWebsocket = operation({
  name: 'events.getWebsocket',
  summary: 'Read the event socket configuration of an instance',
  method: 'GET',
  path: '/api/events/getWebsocket/:instance',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('WebSocket configuration retrieved'),
    websocket: websocketConfig,
  }),
  errors: ['WebsocketNotConfigured', 'ReadWebsocketFailed'],
  example: {
    reply: {
      success: true,
      message: 'WebSocket configuration retrieved',
      websocket: { enabled: true, events: ['message.exchange'], mediaBase64: false },
    },
  },
});
