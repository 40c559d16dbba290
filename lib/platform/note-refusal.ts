import { readBearer, readKeyPrefix } from './api-key';
import { writeRefusal } from './audit';
import { db } from './db';
import { addressOf, type Endpoint } from './endpoint';
import { AppError } from './errors';
import { log } from './log';
import { findActor } from './session';

/**
 * Writes down that somebody known was not allowed to call an endpoint. Who is unknown is not noted:
 * anybody could fill the trail. The answer stays the same when this fails.
 */
export async function noteRefusal(
  request: Request,
  endpoint: Endpoint,
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError) || error.code !== 'forbidden') return;
  try {
    const actorId = await findCaller(request.headers);
    if (actorId === null) return;
    await writeRefusal(db(), {
      actorId,
      action: 'access.refuse',
      subjectType: 'endpoint',
      subjectId: addressOf(endpoint),
      detail: { reason: error.reason },
    });
  } catch (failure) {
    log.error({ err: failure }, 'a refusal could not be noted');
  }
}

async function findCaller(headers: Headers): Promise<string | null> {
  const key = readBearer(headers);
  if (key === null) return (await findActor(headers))?.id ?? null;
  const prefix = readKeyPrefix(key);
  const found = prefix && (await db().apiKey.findUnique({ where: { prefix } }));
  return found ? `api-key:${found.id}` : null;
}
