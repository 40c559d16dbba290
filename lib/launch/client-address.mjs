/**
 * Loaded into the web process: writes the address that each request really came from into a header of
 * our own. Next passes on any `x-forwarded-for` that a client makes up; here it counts only when the
 * peer is one of AVENUE_TRUSTED_PROXIES (addresses or CIDR blocks, parted by commas).
 */
import { subscribe } from 'node:diagnostics_channel';
import { BlockList, isIP } from 'node:net';

const header = 'x-avenue-client-address';

/** @param {string} list */
export function readProxies(list) {
  const proxies = new BlockList();
  for (const entry of list.split(',').map((each) => each.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0) throw new Error(`AVENUE_TRUSTED_PROXIES: "${entry}" is no address`);
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  return proxies;
}

/**
 * The nearest address that is no trusted proxy, read from the peer backwards through the header.
 * @param {string} peer
 * @param {string} forwarded
 * @param {BlockList} proxies
 */
export function findClientAddress(peer, forwarded, proxies) {
  const hops = forwarded
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => isIP(hop) !== 0);
  let address = toPlain(peer);
  while (isTrusted(address, proxies) && hops.length > 0) address = toPlain(hops.pop() ?? '');
  return address;
}

/** An IPv4 address as sockets that take both families write it, without its prefix. */
function toPlain(address) {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function isTrusted(address, proxies) {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

const proxies = readProxies(process.env.AVENUE_TRUSTED_PROXIES ?? '');
subscribe('http.server.request.start', ({ request }) => {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '');
  const peer = request.socket.remoteAddress ?? '';
  request.headers[header] = findClientAddress(peer, forwarded, proxies);
});
