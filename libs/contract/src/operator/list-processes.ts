import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';

export const PROCESS_ROLES = [
  'api-gateway',
  'session-worker',
  'ws-fanout',
  'delivery-worker',
  'sandbox',
] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

export const processDescription = z.strictObject({
  role: z.enum(PROCESS_ROLES),
  id: z.string(),
  pid: z.int(),
  host: z.string(),
  since: timestamp,
});
export type ProcessDescription = z.infer<typeof processDescription>;

export const listProcesses = operation({
  name: 'operator.listProcesses',
  summary: 'List the live processes of the deployment',
  method: 'GET',
  path: '/admin/processes',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.string(),
    processes: z.array(processDescription),
  }),
  example: {
    reply: {
      success: true,
      message: '1 process',
      processes: [
        {
          role: 'api-gateway',
          id: 'api-gateway-9f3c2a',
          pid: 4242,
          host: 'node-1',
          since: '2026-04-28T10:30:00Z',
        },
      ],
    },
  },
});
