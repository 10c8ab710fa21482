import { z } from 'zod';
import { withDefault } from '../fields/leniency.js';
import { longText } from '../fields/limited-text.js';
import { messageBody, requiredText } from './message-body.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export const sendText = sending({
  name: 'message.sendText',
  summary: 'Send a text',
  path: 'text',
  body: messageBody(
    {
      message: requiredText('MessageRequired', longText),
      linkPreview: withDefault(z.boolean(), true).describe(
        'Show a preview of the first link, if it is ready within 3 seconds',
      ),
    },
    { text: 'message' },
  ),
  errors: ['MessageRequired'],
  example: {
    body: { number: '5511999999999', message: 'Hello' },
    reply: exampleOfSent({ messageType: 'text', content: 'Hello' }),
  },
});
