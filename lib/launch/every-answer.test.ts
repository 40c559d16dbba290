import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readableAddress, securityHeaders } from './every-answer.mjs';

it('gives every answer its headers and its number, and keeps what a route sets', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers['x-avenue-request-id']);
    response.setHeader('content-security-policy', "default-src 'self'");
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}/not-there`, {
      headers: { 'x-avenue-request-id': 'made up by the client' },
    });
    expect(headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen).toEqual([headers.get('x-request-id')]);
  } finally {
    server.close();
  }
});

it('asks browsers to come by TLS alone where AVENUE_URL does', () => {
  const name = 'strict-transport-security';
  expect(securityHeaders('https://avenue.example')[name]).toBe('max-age=31536000');
  expect(securityHeaders('http://avenue.example')[name]).toBeUndefined();
});

it.each([
  ['/api/products/%E0%A4%A?q=%41', '/api/products/%25E0%25A4%25A?q=%41'],
  ['/%', '/%25'],
  ['/products?q=%E0%A4%A', '/products?q=%E0%A4%A'],
  ['/products/%EB%AA%A8', '/products/%EB%AA%A8'],
])('reads the escapes of %s as %s', (address, read) => {
  expect(readableAddress(address)).toBe(read);
});
