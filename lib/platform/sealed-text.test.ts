import { afterEach, expect, it, vi } from 'vitest';
import { openSealed, sealText } from './sealed-text';

const secret = 'a secret of the test, long enough to be one';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('opens what it sealed, never looks the same twice, and shows nothing of it', () => {
  vi.stubEnv('BETTER_AUTH_SECRET', secret);
  const sealed = sealText('whsec_값', 'webhook 1');
  expect(openSealed(sealed, 'webhook 1')).toBe('whsec_값');
  expect(sealText('whsec_값', 'webhook 1')).not.toBe(sealed);
  expect(Buffer.from(sealed.slice(3), 'base64url').toString()).not.toContain('whsec');
});

it.each([
  ['for another purpose', (sealed: string) => openSealed(sealed, 'webhook 2')],
  ['that was changed', (sealed: string) => openSealed(`${sealed.slice(0, -4)}AAAA`, 'webhook 1')],
  ['that is none', () => openSealed('whsec_plain', 'webhook 1')],
  [
    'of another installation',
    (sealed: string) => {
      vi.stubEnv('BETTER_AUTH_SECRET', `${secret} but another`);
      return openSealed(sealed, 'webhook 1');
    },
  ],
])('refuses a sealed text %s', (_, open) => {
  vi.stubEnv('BETTER_AUTH_SECRET', secret);
  const sealed = sealText('whsec_값', 'webhook 1');
  expect(() => open(sealed)).toThrow(
    expect.objectContaining({ code: 'unavailable', reason: 'errors.sealed-otherwise' }),
  );
});
