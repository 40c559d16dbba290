import { BlockList, isIP } from 'node:net';
import { AppError } from './errors';

const privateAddresses = new BlockList();
privateAddresses.addSubnet('127.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4');
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4');
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4');
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');

const privateName = /(?:^|\.)localhost$|\.(?:internal|local)$/;

/** A host as it is compared: lower case, no brackets around IPv6, no dot at the end. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/**
 * True for loopback, RFC 1918, IPv6 unique-local, `localhost`, `*.internal` and `*.local`, and for
 * hosts that are in `allowed` by their exact name. Link-local addresses are not: clouds hand out
 * their keys there. Names are not resolved; who owns the network's DNS owns `.internal`.
 */
export function isPrivateHost(host: string, allowed: readonly string[] = []): boolean {
  const plain = plainHost(host);
  if (allowed.some((name) => plainHost(name) === plain)) return true;
  const family = isIP(plain);
  if (family === 0) return privateName.test(plain);
  return privateAddresses.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/** @throws AppError `forbidden` when texts would leave the customer's network. */
export function requirePrivateHost(host: string, allowed: readonly string[]): void {
  if (!isPrivateHost(host, allowed))
    throw new AppError('forbidden', 'proposals.errors.llm-public-host', { host: plainHost(host) });
}
