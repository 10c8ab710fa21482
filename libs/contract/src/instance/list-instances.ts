import { z } from 'zod';
import { queryList } from '../fields/query-text.js';
import { parseNameFilter } from '../identifiers/name-list.js';
import { operation } from '../operation/operation-builder.js';
import { CONNECTED_EXAMPLE } from './instance-examples.js';
import { instanceObject } from './instance-object.js';

export const foundInstances = (total: number): string =>
  total === 1 ? '1 Instance found' : `${total} Instances found`;

export const listInstances = operation({
  name: 'instance.list',
  summary: 'List instances, oldest first; a token of an instance sees only its own',
  method: 'GET',
  path: '/api/instance/list',
  query: z.object({
    instanceName: queryList
      .transform(parseNameFilter)
      .describe('Names between commas. A single one must exist'),
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.string().regex(/^(1 Instance|(0|[2-9]|[1-9]\d+) Instances) found$/),
    instances: z.array(instanceObject),
    meta: z.strictObject({ total: z.int() }),
  }),
  errors: ['InstanceNotFound'],
  example: {
    query: { instanceName: 'my-instance' },
    reply: {
      success: true,
      message: '1 Instance found',
      instances: [CONNECTED_EXAMPLE],
      meta: { total: 1 },
    },
  },
});
