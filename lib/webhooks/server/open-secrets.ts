import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { openSealed } from '../../platform/sealed-text';

/** What a webhook's secrets are sealed for: another row's open with no other. */
export const sealOf = (webhookId: string): string => `webhook secret ${webhookId}`;

interface StoredSecrets {
  readonly id: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
}

/**
 * The secrets that sign at `now`: the present one, and for a day the one before it. Null when they were
 * sealed with another secret of the installation.
 */
export function openSecrets(webhook: StoredSecrets, now: Date): string[] | null {
  const { id, secret, previousSecret, previousSecretUntil } = webhook;
  const isBoth =
    previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now;
  try {
    return (isBoth ? [secret, previousSecret] : [secret]).map((sealed) =>
      openSealed(sealed, sealOf(id)),
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ err: error, webhookId: id }, 'the secret of a webhook does not open');
    return null;
  }
}
