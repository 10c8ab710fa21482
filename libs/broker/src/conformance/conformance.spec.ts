import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startRedis } from '@starling/embedded';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { commandsSuite } from './commands-suite.js';
import { standaloneRedisUrl } from './conformance.config.js';
import { connectPagesSuite } from './connect-pages-suite.js';
import { controlSuite } from './control-suite.js';
import { eventLogSuite } from './event-log-suite.js';
import { eventsSuite } from './events-suite.js';
import { formCluster } from './form-cluster.js';
import { inboxSuite } from './inbox-suite.js';
import { membershipSuite } from './membership-suite.js';
import { queuesSuite } from './queues-suite.js';
import { routesSuite } from './routes-suite.js';

/*
 * One suite, two makes of Redis: a standalone server, and the same server as a Redis Cluster of one node, which
 * refuses every script and pipeline whose keys are in different slots. Both are real; nothing is doubled. Each test
 * has processes of its own, so nothing may be asserted about entries of others.
 */
Logger.overrideLogger(false);

const everything = (redisUrl: () => string) => {
  inboxSuite(redisUrl);
  commandsSuite(redisUrl);
  membershipSuite(redisUrl);
  controlSuite(redisUrl);
  eventsSuite(redisUrl);
  eventLogSuite(redisUrl);
  queuesSuite(redisUrl);
  routesSuite(redisUrl);
  connectPagesSuite(redisUrl);
};

describe('On a standalone Redis', () => everything(standaloneRedisUrl));

describe('On a Redis Cluster', () => {
  let folder: string;
  let server: EmbeddedServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-cluster-'));
    server = await startRedis({
      dataDir: folder,
      args: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'],
    });
    await formCluster(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  everything(() => `${server.url}?cluster=true`);
});
