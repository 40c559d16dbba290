import * as z from 'zod';
import { findFreePort } from '../../lib/platform/free-port';

const variables = z.object({
  /** Given from outside: the product that runs there is tested, and none is started. */
  AVENUE_E2E_URL: z.url().optional(),
  /** How many are started. */
  AVENUE_E2E_PRODUCTS: z.coerce.number().int().min(1).default(1),
  /** Chosen here: Playwright's processes read its configuration again and inherit it. */
  AVENUE_E2E_PORTS: z.string().optional(),
});

/** Where the products of this run listen; empty when one that runs already is tested. */
export async function choosePorts(): Promise<readonly number[]> {
  const given = variables.parse(process.env);
  if (given.AVENUE_E2E_URL !== undefined) return [];
  if (given.AVENUE_E2E_PORTS !== undefined) return given.AVENUE_E2E_PORTS.split(',').map(Number);
  const wanted = Array.from({ length: given.AVENUE_E2E_PRODUCTS }, findFreePort);
  const ports = await Promise.all(wanted);
  process.env.AVENUE_E2E_PORTS = ports.join(',');
  return ports;
}

export function urlOf(port: number): string {
  return `http://localhost:${port}`;
}
