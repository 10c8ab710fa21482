import pg from 'pg';
import { EmbeddedError } from '../server/embedded-error.js';
import { searchPath as defaultSearchPath } from '../server/embedded.config.js';
import { ServerProcess } from '../process/server-process.js';
import { waitUntil } from '../process/wait-until.js';
import { ServerDirectory } from '../server/server-directory.js';
import { type EmbeddedServer, ensurePlatform, superviseStart } from '../server/start-server.js';
import {
  clearStalePidFile,
  createCluster,
  isClusterReady,
  readDataMajor,
  SUPERUSER,
} from './cluster.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import { chooseServerUser, isRoot } from './server-user.js';

export interface PostgresOptions {
  dataDir: string;
  /** With 0 or without a port: the port of the last start if it is free, else any free port. */
  port?: number;
  /** Created when it does not exist. */
  database?: string;
  /** False is faster and loses data when the power fails. For tests. */
  fsync?: boolean;
  searchPath?: string;
  log?: (line: string) => void;
}

/** Long, because Postgres replays its log after a crash before it is ready. */
const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 300;

/** Starts a Postgres on 127.0.0.1 with a generated password. It ends with this process. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedServer> {
  ensurePlatform();
  const { dataDir, port = 0, database = 'starling', fsync = true } = options;
  const searchPath = options.searchPath ?? defaultSearchPath();
  const directory = await ServerDirectory.open(dataDir, isRoot() ? 0o711 : 0o700);
  return superviseStart(directory, port, async (chosenPort) => {
    const binaries = await findPostgresBinaries(searchPath, readDataMajor(directory.data));
    const user = await chooseServerUser([directory.lockFile, binaries.postgres], searchPath);
    const password = directory.getOrCreatePassword();
    if (readDataMajor(directory.data) === undefined) {
      await createCluster(directory, password, { binaries, user, durable: fsync });
    }
    clearStalePidFile(directory.data);
    const server = new ServerProcess(
      user.command(binaries.postgres, serverArguments(directory.data, chosenPort, fsync)),
      options.log ?? (() => undefined),
    );
    directory.recordServer(server.pid);
    const url = (name: string) =>
      `postgresql://${SUPERUSER}:${password}@127.0.0.1:${chosenPort}/${name}`;
    return {
      server,
      url: url(database),
      stopTimeoutMs: STOP_TIMEOUT_MS,
      portTaken: /could not create any TCP\/IP sockets/,
      ready: async () => {
        const up = () => server.ending !== undefined || isClusterReady(directory.data, server.pid);
        if (!(await waitUntil(up, READY_TIMEOUT_MS))) {
          throw new EmbeddedError('ServerFailed', 'Postgres was not ready within two minutes.');
        }
        if (!server.ending) await ensureDatabase(url('postgres'), database);
      },
    };
  });
}

function serverArguments(data: string, port: number, fsync: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(MAX_CONNECTIONS),
    log_line_prefix: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0)
      await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
