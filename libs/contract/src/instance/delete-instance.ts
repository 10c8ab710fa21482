import { z } from 'zod';
import { operation } from '../operation/operation-builder.js';

export const deleteInstance = operation({
  name: 'instance.delete',
  summary: 'Log an instance out and remove all that belongs to it',
  method: 'DELETE',
  path: '/api/instance/delete/:instance',
  caller: 'account',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Instance deleted'),
    instance: z.strictObject({ status: z.literal('deleted') }),
  }),
  errors: ['DeleteInstanceFailed'],
  example: {
    reply: { success: true, message: 'Instance deleted', instance: { status: 'deleted' } },
  },
});
