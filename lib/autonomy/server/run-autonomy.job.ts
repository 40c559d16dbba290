import { runAutonomyRound } from './run-autonomy';

/** Runs every minute. */
export async function handle(
  _payload: object,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  await runAutonomyRound({ now: new Date(), random: Math.random, signal });
}
