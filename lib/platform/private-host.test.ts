import { describe, expect, it } from 'vitest';
import { isPrivateHost } from './private-host';

const hostOf = (url: string): string => new URL(url).hostname;

describe('a private host', () => {
  it.each([
    'http://127.0.0.1:8000/v1',
    'http://localhost:11434/v1',
    'http://10.1.2.3/v1',
    'http://172.31.255.1/v1',
    'http://192.168.0.9/v1',
    'http://[::1]:8000/v1',
    'http://[fd12::5]/v1',
    'http://[::ffff:10.0.0.1]/v1',
    'https://llm.internal/v1',
    'https://LLM.Seoul.Internal./v1',
    'https://gpu-01.local/v1',
    'http://0x7f.1/v1',
  ])('is %s', (url) => {
    expect(isPrivateHost(hostOf(url))).toBe(true);
  });

  it.each([
    'https://api.example.com/v1',
    'https://8.8.8.8/v1',
    'http://172.32.0.1/v1',
    'http://192.169.0.1/v1',
    'http://169.254.169.254/v1',
    'http://[2001:db8::1]/v1',
    'http://[::ffff:8.8.8.8]/v1',
    'http://internal/v1',
    'https://internal.example.com/v1',
    'https://notinternal/v1',
    'https://10.0.0.1.example.com/v1',
    'https://localhost.example.com/v1',
  ])('is not %s', (url) => {
    expect(isPrivateHost(hostOf(url))).toBe(false);
  });

  it('is one that is allowed by its exact name, not by a part of it', () => {
    expect(isPrivateHost('llm.example.com', ['LLM.example.com'])).toBe(true);
    expect(isPrivateHost('evil.llm.example.com', ['llm.example.com'])).toBe(false);
    expect(isPrivateHost('example.com', ['llm.example.com'])).toBe(false);
  });
});
