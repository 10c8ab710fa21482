import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';

export const workerDescription = z.strictObject({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  isLive: z.boolean().describe('False: its heartbeat has lapsed, and its sessions are taken over'),
  sessions: z.int().describe('Instances it owns'),
  maxSessions: z.int(),
  startedAt: timestamp,
  heartbeatAt: timestamp,
  drainingSince: timestamp.nullable().describe('The time from which it takes no more sessions'),
});

export const listWorkers = operation({
  name: 'operator.listWorkers',
  summary: 'List the session workers that the database knows, with their sessions',
  method: 'GET',
  path: '/admin/workers',
  caller: 'operator',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Workers retrieved successfully'),
    workers: z.array(workerDescription),
  }),
  example: {
    reply: {
      success: true,
      message: 'Workers retrieved successfully',
      workers: [
        {
          id: 'session-worker-1b2c3d',
          host: 'node-1',
          pid: 4242,
          isLive: true,
          sessions: 120,
          maxSessions: 500,
          startedAt: '2026-04-28T10:00:00Z',
          heartbeatAt: '2026-04-28T10:30:00Z',
          drainingSince: null,
        },
      ],
    },
  },
});
