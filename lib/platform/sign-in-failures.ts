import { createHash } from 'node:crypto';
import { db, Prisma, type Transaction } from './db';
import { AppError } from './errors';
import { log } from './log';

/** Failures one after another that an account may have, from wherever they come. */
const accountLimit = 10;
/** The same for an address, which a whole office may share: a success in between clears it. */
const addressLimit = 30;
const firstWaitSeconds = 60;
const longestWaitSeconds = 15 * 60;
/** Failures that are further apart than this are no row of failures. */
const forgottenAfter = Prisma.sql`interval '1 hour'`;

export interface Attempt {
  readonly email: string;
  /** Null when the process cannot know it: then only the account is counted. */
  readonly address: string | null;
}

/**
 * Counts an attempt as failed before its password is looked at, so that many at once get no further
 * than one after another.
 * @throws AppError `busy` with the seconds to wait when the account or the address has failed too often.
 */
export async function beginAttempt({ email, address }: Attempt): Promise<void> {
  if (address !== null) await refuseWhileWaiting(keyOf('address', address), addressLimit);
  const key = keyOf('account', email);
  const wait = waitOf(accountLimit);
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    INSERT INTO sign_in_failures AS f (key, count, last_at) VALUES (${key}, 1, now())
    ON CONFLICT (key) DO UPDATE SET last_at = now(),
      count = CASE WHEN f.last_at < now() - ${forgottenAfter} THEN 1 ELSE f.count + 1 END
    WHERE f.count < ${accountLimit} OR f.last_at + ${wait} <= now()
    RETURNING f.count`;
  if (counted === undefined) await refuseWhileWaiting(key, accountLimit);
  if (counted?.count === accountLimit)
    log.warn({ account: key, address, failures: counted.count }, 'an account fails to sign in');
}

/** What became of an attempt: a success clears account and address, what is no answer is not counted. */
export async function endAttempt(
  { email, address }: Attempt,
  outcome: 'success' | 'failure' | 'no-answer',
): Promise<void> {
  const account = keyOf('account', email);
  const place = address === null ? null : keyOf('address', address);
  switch (outcome) {
    case 'success':
      await db().signInFailure.deleteMany({
        where: { key: { in: place === null ? [account] : [account, place] } },
      });
      break;
    case 'no-answer':
      await db().signInFailure.updateMany({
        where: { key: account },
        data: { count: { decrement: 1 } },
      });
      break;
    case 'failure':
      if (place !== null) await countFailure(place);
  }
}

/** Drops what is kept of a person's failures. */
export async function forgetAccount(tx: Transaction, email: string): Promise<void> {
  await tx.signInFailure.deleteMany({ where: { key: keyOf('account', email) } });
}

async function countFailure(key: string): Promise<void> {
  await db().$executeRaw`
    WITH forgotten AS (
      DELETE FROM sign_in_failures
      WHERE last_at < now() - ${forgottenAfter} AND key <> ${key}
    )
    INSERT INTO sign_in_failures AS f (key, count, last_at) VALUES (${key}, 1, now())
    ON CONFLICT (key) DO UPDATE SET last_at = now(),
      count = CASE WHEN f.last_at < now() - ${forgottenAfter} THEN 1 ELSE f.count + 1 END`;
}

async function refuseWhileWaiting(key: string, limit: number): Promise<void> {
  const [waiting] = await db().$queryRaw<{ seconds: number }[]>`
    SELECT GREATEST(1, CEIL(EXTRACT(epoch FROM f.last_at + ${waitOf(limit)} - now())))::int AS seconds
    FROM sign_in_failures f
    WHERE f.key = ${key} AND f.count >= ${limit} AND f.last_at + ${waitOf(limit)} > now()`;
  if (waiting === undefined) return;
  const { seconds } = waiting;
  throw new AppError('busy', 'auth.too-many', { seconds, minutes: Math.ceil(seconds / 60) });
}

/** How long row `f` waits after its last failure: doubled by every failure past the limit. */
function waitOf(limit: number): Prisma.Sql {
  return Prisma.sql`(interval '1 second' * LEAST(${longestWaitSeconds},
    ${firstWaitSeconds} * power(2, LEAST(f.count - ${limit}::int, 10))))`;
}

function keyOf(kind: 'account' | 'address', name: string): string {
  return createHash('sha256').update(`${kind} ${name.trim().toLowerCase()}`).digest('hex');
}
