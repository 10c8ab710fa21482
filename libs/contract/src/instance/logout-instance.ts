import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

export const logoutInstance = operation({
  name: 'instance.logout',
  summary: 'Unlink the device and forget the session; the record and its configuration stay',
  method: 'DELETE',
  path: '/api/instance/logout/:instance',
  runsIn: 'session',
  session: 'placed',
  unanswered: 'LogoutInstanceFailed',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Instance logged out'),
    instance: z.strictObject({ status: z.literal('loggedout') }),
  }),
  errors: ['LogoutInstanceFailed'],
  example: {
    reply: { success: true, message: 'Instance logged out', instance: { status: 'loggedout' } },
  },
});
