import { mkdirSync } from 'node:fs';
import { EmbeddedError } from '../server/embedded-error.js';
import { cacheDirectory, searchPath as defaultSearchPath } from '../server/embedded.config.js';
import { ServerProcess } from '../process/server-process.js';
import { waitUntil } from '../process/wait-until.js';
import { ServerDirectory } from '../server/server-directory.js';
import { type EmbeddedServer, ensurePlatform, superviseStart } from '../server/start-server.js';
import { answersPing } from './redis-ping.js';
import { findRedisBinary, redisCacheIn } from './redis-binary.js';

export interface RedisOptions {
  dataDir: string;
  /** With 0 or without a port: the port of the last start if it is free, else any free port. */
  port?: number;
  /** More settings in the form of redis-server's command line; the last one of a name wins. */
  args?: readonly string[];
  searchPath?: string;
  /** The directory for an unpacked Redis. */
  cacheDir?: string;
  log?: (line: string) => void;
}

/** Long, because Redis reads its append-only file before it answers. */
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;

/** Starts a Redis on 127.0.0.1 with a generated password. It ends with this process. */
export async function startRedis(options: RedisOptions): Promise<EmbeddedServer> {
  ensurePlatform();
  const { dataDir, port = 0, args = [], log = () => undefined } = options;
  const directory = await ServerDirectory.open(dataDir, 0o700);
  return superviseStart(directory, port, async (chosenPort) => {
    const binary = await findRedisBinary({
      searchPath: options.searchPath ?? defaultSearchPath(),
      cacheDirs: [options.cacheDir ?? cacheDirectory(), redisCacheIn(directory.path)],
      log,
    });
    mkdirSync(directory.data, { recursive: true, mode: 0o700 });
    const password = directory.getOrCreatePassword();
    const server = new ServerProcess(
      {
        ...binary,
        args: ['-', ...serverArguments(directory.data, chosenPort), ...args],
        input: `requirepass ${password}\n`,
      },
      log,
    );
    directory.recordServer(server.pid);
    return {
      server,
      url: `redis://:${password}@127.0.0.1:${chosenPort}`,
      stopTimeoutMs: STOP_TIMEOUT_MS,
      portTaken: /Address already in use/,
      ready: async () => {
        const up = () => server.ending !== undefined || answersPing(chosenPort, password);
        if (await waitUntil(up, READY_TIMEOUT_MS)) return;
        throw new EmbeddedError('ServerFailed', 'Redis was not ready within two minutes.');
      },
    };
  });
}

function serverArguments(data: string, port: number): string[] {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: data,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    // The append-only file has all data; snapshots would only cost forks.
    save: '',
    // Redis holds queues and inboxes: when it is full it must refuse writes and not drop entries.
    'maxmemory-policy': 'noeviction',
    loglevel: 'notice',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
