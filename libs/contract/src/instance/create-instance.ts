import { z } from 'zod';
import { judgedBy } from '../fields/verdict.js';
import { operation } from '../operation/operation-builder.js';
import { createFields, judgeCreation } from './create-body.js';
import { NEWBORN_EXAMPLE } from './instance-examples.js';
import { instanceObject } from './instance-object.js';

export const createInstance = operation({
  name: 'instance.create',
  summary: 'Create an instance, with its settings and channels if wanted',
  method: 'POST',
  path: '/api/instance/new',
  caller: 'account',
  rateBucket: 'create',
  body: createFields.transform(judgedBy(judgeCreation)),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Instance created successfully'),
    instance: instanceObject,
    data: z.strictObject({ token: z.string().describe('The same as `instance.token`') }),
  }),
  status: 201,
  errors: [
    'InstanceNameRequired',
    'InvalidInstanceName',
    'InvalidInstanceTokenFormat',
    'ProxyHostAndPortRequired',
    'InvalidProxyProtocol',
    'ProxyHostNotAllowed',
    'AccountInstanceQuotaExceeded',
    'InstanceNameTaken',
    'InstanceTokenTaken',
    'CreateInstanceFailed',
  ],
  example: {
    body: {
      name: 'my-instance',
      token: 'a1b2c3d4-0000-4000-8000-000000000000',
      webhookEnabled: true,
      webhookURL: 'https://myapp.com/webhook',
      webhookEvents: ['message.exchange'],
      websocketEnabled: true,
      websocketEvents: ['message.exchange'],
    },
    reply: {
      success: true,
      message: 'Instance created successfully',
      instance: NEWBORN_EXAMPLE,
      data: { token: NEWBORN_EXAMPLE.token },
    },
  },
});
