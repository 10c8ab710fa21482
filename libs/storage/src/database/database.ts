import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/client.js';
import { StorageStartError } from '../errors/storage-error.js';
import { type ConnectionTarget, parseDatabaseUrl } from './connection-string.js';
import { toStartError } from './start-failure.js';

/** Where a query may run: on its own, or inside a transaction. */
export type Queries = Prisma.TransactionClient;

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Connections of this process; what asks for more waits. */
  readonly poolSize: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const TRANSACTION_WAIT_MS = 5_000;
const TRANSACTION_LIMIT_MS = 15_000;

/** A fixed text; each connection parses and plans it once, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What a parameter can be; moments go as ISO texts, which say their zone. */
export type SqlValue = string | number | boolean | Uint8Array | null;

/** The one pool of this process, and Prisma on top of it. Stays inside this library. */
export class Database {
  private constructor(
    readonly client: PrismaClient,
    private readonly pool: pg.Pool,
  ) {}

  /** Throws one `StorageStartError` when there is no usable database. */
  static async open({ databaseUrl, poolSize }: DatabaseOptions): Promise<Database> {
    const target = parseDatabaseUrl(databaseUrl);
    const pool = openPool(target, poolSize);
    try {
      await assertUsable(pool, target);
    } catch (error) {
      await pool.end();
      throw error instanceof StorageStartError ? error : toStartError(error, target.place);
    }
    const adapter = new PrismaPg(pool, { ...(target.schema && { schema: target.schema }) });
    // Longer formats repeat the query with its values, and errors end in logs.
    return new Database(new PrismaClient({ adapter, errorFormat: 'minimal' }), pool);
  }

  /** All or nothing. Whatever `work` throws rolls back and comes out unchanged. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.client.$transaction(work, {
      maxWait: TRANSACTION_WAIT_MS,
      timeout: TRANSACTION_LIMIT_MS,
    });
  }

  /**
   * For what is read with every request: a query through Prisma costs five times as much. `Row` is what pg makes of
   * the columns: moments become `Date`, bigints and decimals texts.
   */
  async read<Row extends object>(
    statement: Statement,
    values: readonly (SqlValue | readonly SqlValue[])[],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ ...statement, values: [...values] });
    return rows;
  }

  /**
   * For the one statement that runs with every message. Rejects at `timeoutMs` at the latest, with the connection
   * closed: the server may finish it even so.
   */
  async write<Row extends object>(
    statement: Statement,
    values: readonly (SqlValue | readonly SqlValue[])[],
    timeoutMs: number,
  ): Promise<Row[]> {
    const query = { ...statement, values: [...values], query_timeout: timeoutMs };
    const { rows } = await this.pool.query<Row>(query);
    return rows;
  }

  async ping(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  /** Waits for the queries under way. */
  async close(): Promise<void> {
    await this.client.$disconnect();
    await this.pool.end();
  }
}

function openPool({ connectionString, schema }: ConnectionTarget, poolSize: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'starling',
    // The adapter writes and reads times without a zone and takes them for UTC.
    // pg awaits what this returns, although its type says void.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    onConnect: async (client) => {
      await client.query("SELECT set_config('TimeZone', 'UTC', false)");
      if (schema) await client.query("SELECT set_config('search_path', $1, false)", [schema]);
    },
  });
  // An idle connection that breaks is replaced by the next query; unheard it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

async function assertUsable(pool: pg.Pool, { place }: ConnectionTarget): Promise<void> {
  const found = await pool.query<{ exists: boolean }>(
    "SELECT to_regclass('deploy_secrets') IS NOT NULL AS exists",
  );
  if (!found.rows[0]?.exists) {
    throw new StorageStartError(
      'DatabaseNotMigrated',
      `Database ${place} has no tables yet; run "npm run prisma -- migrate deploy" first.`,
    );
  }
}
