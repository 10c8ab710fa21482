#!/usr/bin/env node
/**
 * Prisma's schema engine without the native binary that the CLI would download at install time.
 *
 * The CLI starts this file (PRISMA_SCHEMA_ENGINE_BINARY) and talks JSON-RPC to it, one message a
 * line, as it talks to the native engine. The answers come from the same engine compiled to
 * WebAssembly, so history, checksums and drift detection are the same: a database migrated here
 * can be migrated by the native engine elsewhere, and the other way round.
 *
 * Runs on Node 20 too, which has neither `import` of .wasm files nor the newer pool features.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { parse as parseConnectionString } from 'pg-connection-string';

const SINGLE_CHAR_OID = 18;
const PADDED_CHAR_OID = 1042;
const DATABASE_MISSING = '3D000';

const { values: flags, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean' },
  },
});
const databaseUrl = JSON.parse(flags.datasource ?? '{}').url;

/** `cli can-connect-to-database` and `cli create-database` answer with the exit code instead of JSON-RPC. */
async function runOnce(command) {
  try {
    if (command.includes('create-database')) await createDatabase();
    else await withClient(connection(), async () => undefined);
    return 0;
  } catch (error) {
    const code = error.code === DATABASE_MISSING ? 'P1003' : 'P1001';
    // The CLI drops the first line on stderr, which it takes for a greeting.
    logLine('INFO', { message: 'Starting schema engine CLI' });
    logLine('ERROR', { error_code: code, message: error.message || error.code, is_panic: false });
    return 1;
  }
}

function logLine(level, fields) {
  console.error(JSON.stringify({ level, target: 'schema_engine::logger', fields }));
}

/** Answers requests one after another, because the engine has one connection and one state. */
async function serve() {
  let engine;
  const openEngine = async () => (engine ??= await loadEngine());
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    // The CLI also answers our own `print` requests; those lines name no method.
    if (!method) continue;
    const reply = await answer(method, params, openEngine);
    // The CLI prints a diff on request, which must come before the result that closes the request.
    if (method === 'diff' && reply.result?.stdout) {
      send({ id: -1, method: 'print', params: { content: reply.result.stdout } });
    }
    send({ id, ...reply });
  }
  // The engine keeps its database connection open, so the process would never end by itself.
  process.exit(0);
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function answer(method, params, openEngine) {
  try {
    if (method === 'createDatabase') return { result: await createDatabase() };
    const engine = await openEngine();
    const result =
      method === 'getDatabaseVersion' ? await engine.version() : await engine[method](params);
    return { result: result ?? null };
  } catch (error) {
    return { error: toRpcError(error) };
  }
}

function toRpcError(thrown) {
  // The engine passes an error of this JavaScript on as a number.
  const external = /^External error id#(\d+)/.exec(thrown.message ?? '')?.[1];
  const error =
    (external && adapters.errorRegistry.consumeError(Number(external))?.error) || thrown;
  const known = /^P\d/.test(error.code ?? '') && { error_code: error.code, meta: error.meta };
  return {
    code: 4466,
    message: 'An error happened. Check the data field for details.',
    data: { is_panic: false, message: error.message ?? String(error), ...known },
  };
}

async function loadEngine() {
  const wasm = new URL(
    './schema_engine_bg.wasm',
    import.meta.resolve('@prisma/schema-engine-wasm'),
  );
  const { instance } = await WebAssembly.instantiate(readFileSync(fileURLToPath(wasm)), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  return bindings.SchemaEngine.new({ datamodels: readDatamodels() }, () => undefined, adapters);
}

/** `migrate diff` gives no schema, but the engine needs the kind of the database. */
function readDatamodels() {
  if (!flags.datamodels)
    return [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}']];
  return flags.datamodels.map((path) => [path, readFileSync(path, 'utf8')]);
}

/** Connects the engine to the database and to a temporary database, in which it replays the history. */
function migrationAdapters() {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openAdapter(connection()),
    connectToShadowDb: async () => {
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      const admin = new pg.Client(connection());
      await admin.connect();
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
      const adapter = await openAdapter({ ...connection(), database });
      const dispose = adapter.dispose;
      // The version of adapter-pg drops the database while its pool is still connected to it.
      adapter.dispose = async () => {
        await dispose();
        await admin.query(`DROP DATABASE ${pg.escapeIdentifier(database)} WITH (FORCE)`);
        await admin.end();
      };
      return adapter;
    },
  };
}

async function openAdapter(config) {
  const pool = new CatalogPool({ ...config, max: 1 });
  const schema = databaseUrl && new URL(databaseUrl).searchParams.get('schema');
  const adapter = await new PrismaPg(pool, { schema: schema || undefined }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const found = await queryRaw(query);
    for (const column of pool.singleChars.get(found.rows) ?? []) {
      found.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return found;
  };
  // adapter-pg splits scripts at every `;`, also inside comments, strings and functions.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  adapter.dispose = () => pool.end();
  return adapter;
}

/**
 * The engine reads catalog columns of the type "char", which adapter-pg refuses to map. The pool declares them as
 * padded text and remembers the columns for each result.
 */
class CatalogPool extends pg.Pool {
  singleChars = new WeakMap();

  async query(...args) {
    const found = await super.query(...args);
    const fields = found.fields ?? [];
    const columns = fields.flatMap((field, at) => (field.dataTypeID === SINGLE_CHAR_OID ? at : []));
    for (const column of columns) fields[column].dataTypeID = PADDED_CHAR_OID;
    if (columns.length > 0) this.singleChars.set(found.rows, columns);
    return found;
  }
}

async function createDatabase() {
  const { database, ...server } = connection();
  await withClient({ ...server, database: 'postgres' }, (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`),
  );
  return { databaseName: database };
}

async function withClient(config, act) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/**
 * Single fields instead of the connection string: pg prefers the string to `database`, so the shadow database would
 * silently be the real one.
 */
function connection() {
  if (!databaseUrl) return {};
  const { host, port, user, password, database, ssl } = parseConnectionString(databaseUrl);
  return {
    host,
    port: port ? Number(port) : undefined,
    user,
    password,
    database,
    ...(ssl !== undefined && { ssl }),
  };
}

const adapters = bindMigrationAwareSqlAdapterFactory(migrationAdapters());

if (flags.version) console.log('schema-engine-cli wasm');
else if (positionals[0] === 'cli') process.exitCode = await runOnce(positionals);
else await serve();
