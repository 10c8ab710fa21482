import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { CONNECTION_STATES } from '../instance/instance-object.js';
import { operation } from '../operation/operation-builder.js';
import { breaksQuery, filterText, filterWord, pageMeta, pageQuery } from '../fields/paging.js';

const filterId = (name: string) =>
  filterText.transform((text, context) =>
    text === undefined || z.uuid().safeParse(text).success
      ? text?.toLowerCase()
      : breaksQuery(name)(context),
  );

/** A session as the operator sees it. No field names a person: no number, no profile. */
export const sessionDescription = z.strictObject({
  instanceId: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  state: z.enum(CONNECTION_STATES),
  desiredState: z.enum(['connected', 'disconnected']),
  worker: z.string().nullable().describe('The owner; the last owner if `workerIsLive` is false'),
  workerIsLive: z.boolean(),
  epoch: z.int().describe('Counts changes of owner'),
  ownedSince: timestamp.nullable(),
  lastTrafficAt: timestamp.nullable(),
  restarts: z.int().describe('Restarts since the session was last stable'),
  lastClose: z
    .strictObject({
      code: z.int().nullable(),
      reason: z.string().nullable(),
      at: timestamp,
    })
    .nullable(),
  parkedUntil: timestamp.nullable().describe('The earliest time of the next attempt'),
});

export const listSessions = operation({
  name: 'operator.listSessions',
  summary: 'List the sessions of all accounts with state, owner and health, page by page',
  method: 'GET',
  path: '/admin/instances',
  caller: 'operator',
  query: z.object({
    worker: filterText.describe('Id of the owner'),
    accountId: filterId('accountId'),
    state: filterWord('state', CONNECTION_STATES).describe(CONNECTION_STATES.join(', ')),
    ...pageQuery,
  }),
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Instances retrieved successfully'),
    instances: z.array(sessionDescription),
    meta: pageMeta,
  }),
  errors: ['InvalidQueryParameter'],
  example: {
    query: { state: 'connected', limit: '20' },
    reply: {
      success: true,
      message: 'Instances retrieved successfully',
      instances: [
        {
          instanceId: '5e1d0c4e-7f0e-4a5e-9a53-0f5c8a3a1b11',
          accountId: '0b2f6c1e-54a7-4f0b-9d0e-6f1c2a7d9e10',
          name: 'sales',
          state: 'connected',
          desiredState: 'connected',
          worker: 'session-worker-1b2c3d',
          workerIsLive: true,
          epoch: 7,
          ownedSince: '2026-04-28T10:00:00Z',
          lastTrafficAt: '2026-04-28T10:30:00Z',
          restarts: 1,
          lastClose: { code: 515, reason: 'restart required', at: '2026-04-28T10:00:01Z' },
          parkedUntil: null,
        },
      ],
      meta: { nextCursor: null },
    },
  },
});
