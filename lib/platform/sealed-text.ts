import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import { dataFolder } from './env';
import { AppError } from './errors';
import { readOrCreateSecret } from './secret';

const version = 'v1';
const cipher = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Never the secret that signs sessions itself: what one of them leaks says nothing of the other. */
function deriveKey(purpose: string): Buffer {
  const secret =
    process.env.BETTER_AUTH_SECRET ?? readOrCreateSecret(path.join(dataFolder(), 'auth-secret'));
  return Buffer.from(hkdfSync('sha256', secret, '', `avenue ${purpose}`, keyBytes));
}

/**
 * Encrypts a short text for the database: who reads a backup cannot use it.
 * @param purpose what it is, and to which row it belongs: sealed for one it opens for no other
 */
export function sealText(text: string, purpose: string): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, deriveKey(purpose), nonce);
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return `${version}.${Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url')}`;
}

/**
 * The text that was sealed.
 * @throws AppError `unavailable` when it was sealed with another secret, for another purpose, or changed
 */
export function openSealed(sealed: string, purpose: string): string {
  const [head, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  try {
    if (head !== version) throw new Error(`sealed as ${head}`);
    const opening = createDecipheriv(cipher, deriveKey(purpose), bytes.subarray(0, nonceBytes));
    opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const rest = bytes.subarray(nonceBytes + tagBytes);
    return Buffer.concat([opening.update(rest), opening.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('unavailable', 'errors.sealed-otherwise', {}, [], { cause });
  }
}
