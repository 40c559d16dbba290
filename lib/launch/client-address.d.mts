import type { BlockList } from 'node:net';

export function readProxies(list: string): BlockList;
export function findClientAddress(peer: string, forwarded: string, proxies: BlockList): string;
