import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});

const { packages } = lockfile.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8')),
);
// The one without a name is this repository itself.
const installed = Object.entries(packages).filter(([place]) => place !== '');

it('holds a strong hash of every package that an install fetches', () => {
  expect(installed.length).toBeGreaterThan(100);
  const unheld = installed.filter(
    ([, { integrity, link, inBundle }]) => !link && !inBundle && !integrity?.startsWith('sha512-'),
  );
  expect(unheld.map(([place]) => place)).toEqual([]);
});

it('names no host: the registry of whoever installs is asked', () => {
  const named = installed.filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(named.map(([place]) => place)).toEqual([]);
});
