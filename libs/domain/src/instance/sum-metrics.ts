import { type InstanceMetrics } from '@starling/contract';

/** `instance` is what the caller wrote in the path, not what was made of it. */
export function sumMetrics(asSent: string, each: readonly InstanceMetrics[]): InstanceMetrics {
  const total = (count: (metrics: InstanceMetrics) => number) =>
    each.reduce((sum, metrics) => sum + count(metrics), 0);
  const byStatus = (word: keyof InstanceMetrics['messagesByStatus']) =>
    total((metrics) => metrics.messagesByStatus[word]);
  return {
    instance: asSent,
    totalMessages: total((metrics) => metrics.totalMessages),
    messagesReceived: total((metrics) => metrics.messagesReceived),
    messagesSent: total((metrics) => metrics.messagesSent),
    messagesByType: sumMaps(each.map((metrics) => metrics.messagesByType)),
    groupMessages: total((metrics) => metrics.groupMessages),
    individualMessages: total((metrics) => metrics.individualMessages),
    messagesWithMedia: total((metrics) => metrics.messagesWithMedia),
    mediaByType: sumMaps(each.map((metrics) => metrics.mediaByType)),
    messagesByStatus: {
      pending: byStatus('pending'),
      sent: byStatus('sent'),
      delivered: byStatus('delivered'),
      read: byStatus('read'),
      played: byStatus('played'),
      failed: byStatus('failed'),
    },
    uniqueChats: total((metrics) => metrics.uniqueChats),
    uniqueGroups: total((metrics) => metrics.uniqueGroups),
    uniqueContacts: total((metrics) => metrics.uniqueContacts),
    messagesLast7Days: total((metrics) => metrics.messagesLast7Days),
    messagesLast30Days: total((metrics) => metrics.messagesLast30Days),
    firstMessageAt: dates(each, 'firstMessageAt').at(0) ?? null,
    lastMessageAt: dates(each, 'lastMessageAt').at(-1) ?? null,
  };
}

/** Keys that come to zero are left out. */
function sumMaps(maps: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [key, count] of maps.flatMap(Object.entries<number>)) {
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return Object.fromEntries([...sums].filter(([, count]) => count > 0));
}

/** Timestamps of one form sort as text. */
function dates(
  each: readonly InstanceMetrics[],
  field: 'firstMessageAt' | 'lastMessageAt',
): string[] {
  return each
    .map((metrics) => metrics[field])
    .filter((date) => date !== null)
    .sort();
}
