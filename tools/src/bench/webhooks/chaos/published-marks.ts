import { BrokerMetrics, EventLog, RedisConnections } from '@starling/broker';
import { Metrics } from '@starling/platform';
import { type Mark, readMark } from './mark.js';

const PAGE = 1_000;
const BEFORE_ALL = '0-0';

/** The messages that became events, in the order in which their owner published them, with copies. */
export async function publishedMarks(
  redisUrl: string,
  instanceIds: readonly string[],
): Promise<Mark[]> {
  const connections = new RedisConnections(
    redisUrl,
    new BrokerMetrics(new Metrics('delivery-worker')),
  );
  await connections.ensureReachable();
  const log = new EventLog(connections);
  const marks: Mark[] = [];
  for (const instanceId of instanceIds) {
    let page = await log.read(instanceId, BEFORE_ALL, PAGE);
    while (page.length > 0) {
      marks.push(...page.flatMap(({ bytes }) => readMark(bytes.toString()) ?? []));
      page = await log.read(instanceId, page.at(-1)?.id ?? BEFORE_ALL, PAGE);
    }
  }
  connections.close();
  return marks;
}
