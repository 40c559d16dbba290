import { tidyStoredTexts } from './tidy-texts';

/** Runs every minute; goes on where it stopped. */
export async function handle(
  _payload: object,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  await tidyStoredTexts(signal);
}
