import { startRedis } from '@starling/embedded';
import { Redis, Cluster } from 'ioredis';
const mode = process.argv[2];
const dir = '/tmp/team/broker/probe-' + mode;
const s = await startRedis({
  dataDir: dir,
  args: mode === 'cluster' ? ['--cluster-enabled', 'yes'] : [],
});
console.log(s.url);
const u = new URL(s.url);
const r = new Redis(s.url, { enableAutoPipelining: true });
if (mode === 'cluster') {
  try {
    await r.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  } catch (e) {
    console.log(e.message);
  }
  for (let i = 0; i < 100; i++) {
    const t = await r.call('CLUSTER', 'INFO');
    if (/cluster_state:ok/.test(t)) {
      console.log('ok after', i);
      break;
    }
    await new Promise((f) => setTimeout(f, 100));
  }
  console.log(await r.call('CLUSTER', 'SLOTS'));
}
const c =
  mode === 'cluster'
    ? new Cluster([{ host: u.hostname, port: +u.port }], {
        enableAutoPipelining: true,
        redisOptions: { password: u.password },
      })
    : r;
console.log(await c.xadd('a{1}', 'NOMKSTREAM', 'MAXLEN', '~', 1000, '*', 'k', 'v'));
console.log(await c.xadd('a{1}', 'MAXLEN', '~', 1000, '*', 'k', Buffer.from([1, 2, 255])));
console.log(await c.xreadBuffer('COUNT', 500, 'BLOCK', 1000, 'STREAMS', 'a{1}', '0-0'));
console.log(await c.callBuffer('XREAD', 'COUNT', 500, 'BLOCK', 1000, 'STREAMS', 'a{1}', '0-0'));
console.log(await c.xreadBuffer('COUNT', 500, 'BLOCK', 100, 'STREAMS', 'a{1}', '$'));
console.log(
  await c.eval(
    "local t=redis.call('TIME') return {t[1],t[2], redis.call('PEXPIRE',KEYS[1],1000)}",
    1,
    'a{1}',
  ),
);
await c.quit().catch(() => {});
r.disconnect();
await s.stop();
