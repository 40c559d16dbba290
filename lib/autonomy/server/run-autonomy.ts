import { withAdvisoryLock } from '../../platform/advisory-lock';
import { log } from '../../platform/log';
import { acceptDue, type AcceptOptions } from './accept-due';
import { noteVerdicts } from './note-verdicts';
import { settleStandings } from './settle-standings';

/**
 * One round: what people decided since is judged, standings rise and fall by it, and only then is
 * accepted what is due, so that a model that has just fallen accepts nothing more. Of two rounds at
 * once one does nothing; while decisions are too busy to be judged nothing is accepted either.
 */
export async function runAutonomyRound(options: AcceptOptions): Promise<void> {
  await withAdvisoryLock('autonomy', async () => {
    try {
      await noteVerdicts(options.now, options.signal);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      log.debug('decisions are busy: judged later');
      return;
    }
    if (options.signal.aborted) return;
    await settleStandings(options.now);
    await acceptDue(options);
  });
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
