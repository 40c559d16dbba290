#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which its CLI would download: the same JSON-RPC over
 * stdin and stdout, answered by `@prisma/schema-engine-wasm` through the `pg` driver adapter.
 * `prisma.config.ts` points the CLI here; the app itself never runs this.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const args = process.argv.slice(2);

if (args.includes('--version')) {
  console.log('schema-engine-cli wasm');
  process.exit(0);
}

const datasource = JSON.parse(readOptions('--datasource')[0] ?? '{}');

/** Every value given for a repeatable option. */
function readOptions(name) {
  return args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []));
}

// ---------- plain PostgreSQL, for what happens outside the engine

/** Prisma's URL parameters are not PostgreSQL's: split them off. */
function parseUrl(url, database) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') ?? undefined;
  const prismaOnly =
    'schema connection_limit pgbouncer connect_timeout pool_timeout socket_timeout statement_cache_size';
  for (const parameter of prismaOnly.split(' ')) parsed.searchParams.delete(parameter);
  if (database !== undefined) parsed.pathname = `/${encodeURIComponent(database)}`;
  return { connectionString: parsed.toString(), schema };
}

function readDatabaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function queryOnce(url, database, sql) {
  const { connectionString } = parseUrl(url, database);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function createDatabase() {
  const name = pg.escapeIdentifier(readDatabaseName(datasource.url));
  return queryOnce(datasource.url, 'postgres', `CREATE DATABASE ${name}`);
}

/** Prisma's error code and words for a failed connection. */
function describeConnectionError(error) {
  if (error.code === '3D000')
    return ['P1003', `Database \`${readDatabaseName(datasource.url)}\` does not exist`];
  if (error.code === '28P01') return ['P1000', 'Authentication failed against the database server'];
  if (error.code === 'ECONNREFUSED' || error.errors)
    return ['P1001', `Can't reach database server at \`${new URL(datasource.url).host}\``];
  return ['P1010', error.message];
}

/** `cli can-connect-to-database` and `cli create-database`; answers the exit code. */
async function runCliCommand(command) {
  try {
    if (command === 'can-connect-to-database') await queryOnce(datasource.url, undefined, 'SELECT');
    else if (command === 'create-database') await createDatabase();
    else throw new Error(`unknown command ${command}`);
    return 0;
  } catch (error) {
    const [error_code, message] = describeConnectionError(error);
    const fields = { error_code, message };
    const line = { level: 'ERROR', target: 'schema_engine::logger', fields };
    process.stderr.write(`\n${JSON.stringify(line)}`);
    return 1;
  }
}

// ---------- the driver adapter, mended where migrations need more than queries do

/**
 * adapter-pg refuses the catalogue types "char" (oid 18) and "char"[] (1002), which the engine reads
 * when it introspects: decode them as bpchar and text[], then report Character and its array.
 */
const CATALOGUE_CHAR_TYPES = new Map([
  [18, { oid: 1042, columnType: ColumnTypeEnum.Character }],
  [1002, { oid: 1009, columnType: ColumnTypeEnum.CharacterArray }],
]);

function decodeCatalogueChars(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  const charColumnsOf = new WeakMap();
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const charColumns = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      const replacement = CATALOGUE_CHAR_TYPES.get(field.dataTypeID);
      if (replacement === undefined) continue;
      field.dataTypeID = replacement.oid;
      charColumns.push([index, replacement.columnType]);
    }
    charColumnsOf.set(query, charColumns);
    return result;
  };
  queryable.queryRaw = async (query) => {
    const own = { ...query };
    const result = await queryRaw(own);
    for (const [index, type] of charColumnsOf.get(own) ?? []) result.columnTypes[index] = type;
    return result;
  };
  return queryable;
}

function prepareForMigrations(adapter) {
  decodeCatalogueChars(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolation) =>
    decodeCatalogueChars(await startTransaction(isolation));
  // adapter-pg splits a script at every semicolon, which cuts functions: send it whole.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

class MigrationAdapterFactory extends PrismaPg {
  async connect() {
    return prepareForMigrations(await super.connect());
  }

  async connectToShadowDb() {
    const { shadowDatabaseUrl, url } = datasource;
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    if (!shadowDatabaseUrl) await queryOnce(url, undefined, `CREATE DATABASE "${name}"`);
    const { connectionString } = shadowDatabaseUrl
      ? parseUrl(shadowDatabaseUrl)
      : parseUrl(url, name);
    const factory = new PrismaPg({ connectionString, max: 2 }, { schema: parseUrl(url).schema });
    const adapter = prepareForMigrations(await factory.connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      if (!shadowDatabaseUrl)
        await queryOnce(url, undefined, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    };
    return adapter;
  }
}

// ---------- the engine

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(message) {
      this.message = message;
    },
  };
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const { instance } = await WebAssembly.instantiate(
    readFileSync(script.replace(/[.]js$/, '.wasm')),
    { './schema_engine_bg.js': bindings },
  );
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const datamodels = readOptions('--datamodels').map((path) => [path, readFileSync(path, 'utf8')]);
  const { connectionString, schema } = parseUrl(datasource.url ?? 'postgresql://127.0.0.1:1/none');
  const factory = new MigrationAdapterFactory({ connectionString, max: 3 }, { schema });
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

let engineLoading;
function getEngine() {
  engineLoading ??= loadEngine();
  return engineLoading;
}

async function answer(method, params) {
  if (method === 'createDatabase') {
    await createDatabase().catch((error) => {
      const isThereAlready = error.code === '42P04';
      if (!isThereAlready) throw error;
    });
    return { databaseName: readDatabaseName(datasource.url) };
  }
  const engine = await getEngine();
  if (method === 'diff') {
    const { exitCode, stdout } = await engine.diff({ exitCode: null, ...params });
    // The native engine asks the CLI to print; the WASM one hands the text back.
    if (stdout !== null && stdout !== undefined)
      send({ jsonrpc: '2.0', id: randomUUID(), method: 'print', params: { content: stdout } });
    return { exitCode, stdout: null };
  }
  return (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? null;
}

function describeEngineError(error) {
  const is_panic = error.name === 'RuntimeError';
  return {
    code: 4466,
    message: 'An error happened. Check the data field for details.',
    data: {
      is_panic,
      message: is_panic ? globalThis.PRISMA_WASM_PANIC_REGISTRY.message : error.message,
      error_code: error.code ?? null,
      meta: error.meta ?? null,
    },
  };
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function respond({ id, method, params }) {
  try {
    send({ jsonrpc: '2.0', id, result: await answer(method, params) });
  } catch (error) {
    send({ jsonrpc: '2.0', id, error: describeEngineError(error) });
  }
}

/** One request at a time, in order; ends when the CLI closes stdin. */
function serveJsonRpc() {
  let queue = Promise.resolve();
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const request = JSON.parse(line);
      // Lines without a method are the CLI's answers to our "print".
      if (request.method) queue = queue.then(() => respond(request));
    })
    .on('close', async () => {
      await queue;
      if (engineLoading) (await engineLoading).free();
      // The adapter's pool would hold the process for its idle time.
      process.stdout.write('', () => process.exit(0));
    });
}

if (args.includes('cli')) process.exit(await runCliCommand(args[args.indexOf('cli') + 1]));
else serveJsonRpc();
