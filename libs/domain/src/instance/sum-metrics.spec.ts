import { describe, expect, it } from '@jest/globals';
import { instanceMetrics, readMetrics, type InstanceMetrics } from '@starling/contract';
import { sumMetrics } from './sum-metrics.js';

const sales: InstanceMetrics = readMetrics.example.reply.metrics;
const support: InstanceMetrics = {
  ...sales,
  instance: 'support',
  messagesByType: { text: 1, audio: 2 },
  firstMessageAt: '2026-03-01T09:00:00Z',
  lastMessageAt: '2026-03-02T09:00:00Z',
};

describe('The metrics of several instances', () => {
  const sum = sumMetrics('sales, support', [sales, support]);

  it('carry the list as it was sent', () => {
    expect(sum.instance).toBe('sales, support');
  });

  it('add up numbers and maps', () => {
    expect(sum.totalMessages).toBe(2 * sales.totalMessages);
    expect(sum.uniqueChats).toBe(2 * sales.uniqueChats);
    expect(sum.messagesByType).toEqual({ text: 1401, image: 123, audio: 2 });
    expect(sum.messagesByStatus.read).toBe(2 * sales.messagesByStatus.read);
  });

  it('begin with the earliest and end with the latest message', () => {
    expect([sum.firstMessageAt, sum.lastMessageAt]).toEqual([
      '2026-03-01T09:00:00Z',
      '2026-04-28T10:30:00Z',
    ]);
  });

  it('have every key of the contract, in its order', () => {
    expect(Object.keys(sum)).toEqual(Object.keys(instanceMetrics.shape));
    expect(instanceMetrics.parse(sum)).toEqual(sum);
  });
});

describe('The metrics of one instance', () => {
  it('are those of the instance', () => {
    expect(sumMetrics('sales', [sales])).toEqual(sales);
  });

  it('without any message are zeros, empty maps and no dates', () => {
    const sum = sumMetrics('new', []);
    expect(instanceMetrics.parse(sum)).toEqual(sum);
    expect([sum.totalMessages, sum.messagesByType, sum.firstMessageAt, sum.lastMessageAt]).toEqual([
      0,
      {},
      null,
      null,
    ]);
    expect(sum.messagesByStatus).toEqual({
      pending: 0,
      sent: 0,
      delivered: 0,
      read: 0,
      played: 0,
      failed: 0,
    });
  });
});
