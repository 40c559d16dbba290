import { describe, expect, it } from 'vitest';
import { listAddresses, localUrl } from './addresses';

const machine = {
  hostname: 'desk-7',
  interfaces: {
    lo: [interfaceOf({ address: '127.0.0.1', internal: true })],
    eth0: [interfaceOf({ address: '10.0.0.7', internal: false })],
  },
};

function interfaceOf({ address, internal }: { address: string; internal: boolean }) {
  return { address, internal, netmask: '', mac: '', cidr: null, family: 'IPv4' as const };
}

describe('the addresses that a start prints', () => {
  it('are those of this machine alone on the loopback address', () => {
    expect(listAddresses({ host: '127.0.0.1', port: 3000, publicUrl: null }, machine)).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
    ]);
  });

  it('are all of its names and addresses when it listens everywhere', () => {
    expect(listAddresses({ host: '0.0.0.0', port: 3000, publicUrl: null }, machine)).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://desk-7:3000',
      'http://10.0.0.7:3000',
    ]);
  });

  it('begin with the public one behind a proxy', () => {
    const listening = { host: '10.0.0.7', port: 3000, publicUrl: 'https://avenue.example' };
    expect(listAddresses(listening, machine)).toEqual([
      'https://avenue.example',
      'http://10.0.0.7:3000',
    ]);
  });

  it('write an IPv6 address in brackets', () => {
    expect(listAddresses({ host: '::1', port: 80, publicUrl: null }, machine)).toContain(
      'http://[::1]:80',
    );
    expect(localUrl({ host: 'fd00::7', port: 80 })).toBe('http://[fd00::7]:80');
  });
});
