import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { auditKinds } from './kinds';

const lib = path.join(import.meta.dirname, '..');

/** The nouns that the server writes: `action: 'import.start'`, `action: `import.${step}``. */
function kindsInCode(): Set<string> {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$|prisma-client|testing|^bench/.test(file),
  );
  const found = files.flatMap((file) => [
    ...readFileSync(path.join(lib, file), 'utf8').matchAll(
      /(?:action:[^,\n]*?|SELECT 'system', )['`]([a-z-]+)\.[a-z$]/g,
    ),
  ]);
  return new Set(found.map(([, kind = '']) => kind));
}

it('has every kind of entry that the server writes', () => {
  const written = kindsInCode();
  expect(written).toContain('import');
  expect(written).toContain('synonym');
  expect([...written].filter((kind) => !auditKinds.some((known) => known === kind))).toEqual([]);
});
