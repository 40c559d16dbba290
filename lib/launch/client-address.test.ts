import { expect, it } from 'vitest';
import { findClientAddress, readProxies } from './client-address.mjs';

const none = readProxies('');
const proxies = readProxies('10.0.0.1, 192.168.0.0/16, fd00::/8');

it('believes nobody who is no trusted proxy', () => {
  expect(findClientAddress('203.0.113.7', '1.2.3.4', none)).toBe('203.0.113.7');
  expect(findClientAddress('203.0.113.7', '1.2.3.4', proxies)).toBe('203.0.113.7');
});

it('takes from a trusted proxy the nearest address that is none, whatever a client wrote before it', () => {
  expect(findClientAddress('10.0.0.1', '9.9.9.9, 203.0.113.7', proxies)).toBe('203.0.113.7');
  expect(findClientAddress('192.168.3.4', '203.0.113.7, 10.0.0.1', proxies)).toBe('203.0.113.7');
  expect(findClientAddress('fd00::1', 'junk, 203.0.113.7', proxies)).toBe('203.0.113.7');
});

it('stays with the proxy when it names no client', () => {
  expect(findClientAddress('10.0.0.1', '', proxies)).toBe('10.0.0.1');
});

it('reads an IPv4 peer of a socket for both families', () => {
  expect(findClientAddress('::ffff:10.0.0.1', '203.0.113.7', proxies)).toBe('203.0.113.7');
});

it('refuses a list that is none', () => {
  expect(() => readProxies('the-proxy')).toThrow(/AVENUE_TRUSTED_PROXIES.*the-proxy/);
});
