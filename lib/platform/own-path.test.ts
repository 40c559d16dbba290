import { expect, it } from 'vitest';
import { toOwnPath } from './own-path';

it.each([
  ['/review?product=7#row-3', '/review?product=7#row-3'],
  ['/products?q=ㅁㄴㅌ', `/products?q=${encodeURIComponent('ㅁㄴㅌ')}`],
  ['/a/../queues', '/queues'],
])('keeps %s', (address, path) => {
  expect(toOwnPath(address)).toBe(path);
});

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '\t//evil.example',
  '',
  ['/queues'],
  undefined,
])('sends %j home', (address) => {
  expect(toOwnPath(address)).toBe('/');
});
