import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSecret, signatureHeaders } from './signature';

const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000) };

describe('signatureHeaders', () => {
  it('signs the example of the Standard Webhooks specification as it is printed there', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(signatureHeaders({ ...message, body: '{"test": 2432232314}' }, [secret])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('signs with the old and the new secret while both are known', () => {
    const secrets = [makeSecret(), makeSecret()];
    const { 'webhook-signature': signature } = signatureHeaders(
      { ...message, body: '{}' },
      secrets,
    );
    const expected = secrets.map((secret) => {
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const content = `${message.id}.1614265330.{}`;
      return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
    });
    expect(signature).toBe(expected.join(' '));
  });
});
