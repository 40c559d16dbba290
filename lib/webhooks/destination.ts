import { BlockList, isIP } from 'node:net';
import { AppError } from '../platform/errors';
import { plainHost } from '../platform/private-host';

/** Addresses that lead into somebody's own network, or nowhere. */
const inside = blockListOf(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 ' +
    '192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 ' +
    '240.0.0.0/4 ::/127 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:db8::/32 2002::/16 ' +
    'fc00::/7 fe80::/10 fec0::/10 ff00::/8',
);
/** Clouds hand out their keys here: a name never opens these, only the address itself. */
const linkLocal = blockListOf('169.254.0.0/16 fe80::/10');

/** The customer's own network, as the settings name it. */
export interface AllowedDestinations {
  /** `erp.example.internal`, or `.example.internal` with everything below it. */
  readonly names: readonly string[];
  readonly networks: BlockList;
}

/**
 * Reads `AVENUE_WEBHOOK_ALLOWED`: names, addresses and networks (`10.1.0.0/16`) by commas.
 * @throws AppError `invalid` that names what is none of these
 */
export function readAllowed(setting: string | undefined): AllowedDestinations {
  const names: string[] = [];
  const networks = new BlockList();
  for (const given of (setting ?? '').split(/[\s,]+/).filter((each) => each !== '')) {
    if (addNetwork(networks, given)) continue;
    const name = plainHost(given).replace(/^\*\./, '.');
    if (!/^[.]?[a-z0-9_-]+([.][a-z0-9_-]+)*$/.test(name)) {
      throw new AppError('invalid', 'webhooks.errors.allowed-setting', { given });
    }
    names.push(name);
  }
  return { names, networks };
}

/**
 * Whether a call may go to `address`, the one that `host` was resolved to. Public addresses are
 * reached over https alone; the customer's own network must be allowed, by name or by address.
 */
export function mayReach(
  { host, address, isEncrypted }: { host: string; address: string; isEncrypted: boolean },
  allowed: AllowedDestinations,
): boolean {
  if (contains(allowed.networks, address)) return true;
  if (contains(linkLocal, address)) return false;
  const plain = plainHost(host);
  if (allowed.names.some((name) => plain === name || (name[0] === '.' && plain.endsWith(name)))) {
    return true;
  }
  return isEncrypted && !contains(inside, address);
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(plainHost(address));
  if (family === 0) return false;
  return list.check(plainHost(address), family === 6 ? 'ipv6' : 'ipv4');
}

function blockListOf(networks: string): BlockList {
  const list = new BlockList();
  for (const network of networks.split(' ')) addNetwork(list, network);
  return list;
}

function addNetwork(list: BlockList, given: string): boolean {
  const [, host = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(given) ?? [];
  const address = plainHost(host);
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  if (family === 0 || bits > most) return false;
  list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  return true;
}
