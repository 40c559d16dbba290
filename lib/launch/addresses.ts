import type { NetworkInterfaceInfo } from 'node:os';

export interface Listening {
  /** What the web process is bound to: an address, a name, or all (`0.0.0.0`, `::`). */
  readonly host: string;
  readonly port: number;
  /** AVENUE_URL: what a proxy in front of it is opened by. */
  readonly publicUrl: string | null;
}

/** This machine, as `os.networkInterfaces()` and `os.hostname()` know it. */
export interface Machine {
  readonly interfaces: NodeJS.Dict<readonly NetworkInterfaceInfo[]>;
  readonly hostname: string;
}

const everywhere = ['0.0.0.0', '::'];
const loopback = ['127.0.0.1', '::1', 'localhost'];

/** The addresses at which a browser finds the product, the best to tell a person first. */
export function listAddresses(
  { host, port, publicUrl }: Listening,
  { interfaces, hostname }: Machine,
): readonly string[] {
  const outside = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ internal, scopeid }) => !internal && !scopeid)
    .filter(({ family }) => host === '::' || family === 'IPv4')
    .map(({ address }) => address);
  const names = everywhere.includes(host)
    ? ['localhost', '127.0.0.1', hostname, ...outside]
    : loopback.includes(host)
      ? [...new Set(['localhost', host])]
      : [host];
  const local = names.map((name) => toUrl(name, port));
  return publicUrl === null ? local : [publicUrl, ...local];
}

/** Where this machine itself reaches the product. */
export function localUrl({ host, port }: Omit<Listening, 'publicUrl'>): string {
  return toUrl([...everywhere, ...loopback].includes(host) ? 'localhost' : host, port);
}

function toUrl(name: string, port: number): string {
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
