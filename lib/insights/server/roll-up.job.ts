import { log } from '../../platform/log';
import { rollUpDecisions } from './roll-up';

/** Runs every minute; when the decisions are busy the next minute does it. */
export async function handle(
  _payload: object,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  try {
    await rollUpDecisions(new Date(), signal);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    log.debug('decisions are busy: rolled up later');
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
