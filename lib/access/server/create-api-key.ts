import { randomBytes, randomInt } from 'node:crypto';
import type { z } from 'zod';
import { hashKey } from '../../platform/api-key';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { createApiKeyInput, CreatedApiKey } from '../contract';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Makes a key. This answer is the only place where it can be read: the database has its hash.
 * @throws AppError `invalid` for an end that has passed
 */
export async function createApiKey(
  actor: { readonly id: string },
  input: z.output<typeof createApiKeyInput>,
  now: Date,
): Promise<CreatedApiKey> {
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt <= now) throw new AppError('invalid', 'access.errors.end-passed');
  const id = crypto.randomUUID();
  const prefix = `avk_${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
  const { name, requestsPerMinute } = input;
  const scopes = [...new Set(input.scopes)].sort();
  await db().$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        name,
        prefix,
        hash: hashKey(key),
        scopes,
        requestsPerMinute,
        expiresAt,
        createdBy: actor.id,
      },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'api-key.create',
      subjectType: 'api-key',
      subjectId: id,
      detail: { name, scopes, requestsPerMinute, expiresAt: input.expiresAt },
    });
  });
  return { id, key };
}
