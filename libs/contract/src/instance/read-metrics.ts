import { z } from 'zod';
import { timestamp } from '../fields/timestamp.js';
import { operation } from '../operation/operation-builder.js';

const count = z.int().min(0);
const countsByType = z.record(z.string(), z.int().min(1)).describe('Only what occurred');

export const instanceMetrics = z.strictObject({
  instance: z.string().describe('The path part as sent'),
  totalMessages: count,
  messagesReceived: count,
  messagesSent: count,
  messagesByType: countsByType,
  groupMessages: count,
  individualMessages: count,
  messagesWithMedia: count,
  mediaByType: countsByType,
  messagesByStatus: z.strictObject({
    pending: count,
    sent: count,
    delivered: count,
    read: count,
    played: count,
    failed: count,
  }),
  uniqueChats: count,
  uniqueGroups: count,
  uniqueContacts: count,
  messagesLast7Days: count,
  messagesLast30Days: count,
  firstMessageAt: timestamp.nullable(),
  lastMessageAt: timestamp.nullable(),
});
export type InstanceMetrics = z.infer<typeof instanceMetrics>;

export const readMetrics = operation({
  name: 'instance.readMetrics',
  summary: 'Get the message counters of an instance, or of several together',
  method: 'GET',
  path: '/api/instance/metrics/:instance',
  instancesInPath: 'list',
  reply: z.strictObject({
    success: z.literal(true),
    message: z.literal('Metrics retrieved successfully'),
    metrics: instanceMetrics,
  }),
  errors: ['ReadMetricsFailed'],
  example: {
    params: { instance: 'sales' },
    reply: {
      success: true,
      message: 'Metrics retrieved successfully',
      metrics: {
        instance: 'sales',
        totalMessages: 1523,
        messagesReceived: 900,
        messagesSent: 623,
        messagesByType: { text: 1400, image: 123 },
        groupMessages: 10,
        individualMessages: 1513,
        messagesWithMedia: 123,
        mediaByType: { image: 123 },
        messagesByStatus: {
          pending: 0,
          sent: 20,
          delivered: 100,
          read: 500,
          played: 3,
          failed: 0,
        },
        uniqueChats: 80,
        uniqueGroups: 2,
        uniqueContacts: 78,
        messagesLast7Days: 200,
        messagesLast30Days: 700,
        firstMessageAt: '2026-04-01T09:00:00Z',
        lastMessageAt: '2026-04-28T10:30:00Z',
      },
    },
  },
});
