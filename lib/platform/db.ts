import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { readEnvironment } from './env';
import { log } from './log';
import { Prisma, PrismaClient } from './prisma-client/client';
import { createStatementNames, plannedAnewMark } from './statement-names';
import { inTransaction } from './transaction';

export { Prisma };
export type Transaction = Prisma.TransactionClient;

/** Part of a statement whose best plan depends on its values: it is planned at every call. */
export const plannedAnew = Prisma.raw(plannedAnewMark);

/**
 * Ids for `= ANY(…)`. They come from a sub-select, so that a plan for any number of ids costs no more
 * than one for these: PostgreSQL keeps it, where it would plan anew at every call.
 */
export function idArray(ids: readonly number[]): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT unnest(${ids}::int[]))`;
}

// Next reloads modules in development; the pools must outlive that.
const kept = globalThis as { avenuePrisma?: PrismaClient; avenuePool?: pg.Pool };

/** The Prisma client of this process. */
export function db(): PrismaClient {
  kept.avenuePrisma ??= new PrismaClient({
    adapter: openAdapter(),
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  });
  return kept.avenuePrisma;
}

function openAdapter(): PrismaPg {
  const nameOf = createStatementNames();
  return new PrismaPg(
    { connectionString: readEnvironment().DATABASE_URL, max: 10 },
    { statementNameGenerator: ({ sql }) => nameOf(sql) },
  );
}

/** Plain connections, for COPY, cursors and LISTEN, which Prisma does not speak. */
export function pool(): pg.Pool {
  kept.avenuePool ??= openPool();
  return kept.avenuePool;
}

/** A connection that breaks while nobody uses it is dropped; without listeners it ends the process. */
function openPool(): pg.Pool {
  const opened = new pg.Pool({ connectionString: readEnvironment().DATABASE_URL, max: 8 });
  const note = (error: Error) => log.warn({ err: error.message }, 'database connection lost');
  return opened.on('error', note).on('connect', (client) => client.on('error', note));
}

/** Runs `work` in one transaction on a plain connection; rolls back when it throws. */
export async function inPlainTransaction<T>(
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    return await inTransaction(
      client,
      () => work(client),
      (error) => {
        broken = error;
      },
    );
  } finally {
    client.release(broken);
  }
}

/** Ends all connections, so that a command can exit. */
export async function closeDatabase(): Promise<void> {
  const { avenuePrisma, avenuePool } = kept;
  kept.avenuePrisma = undefined;
  kept.avenuePool = undefined;
  await Promise.all([avenuePrisma?.$disconnect(), avenuePool?.end()]);
}

/** True when `error` is PostgreSQL's unique violation (23505), seen through Prisma or plain. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return true;
    return error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505');
  }
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}
