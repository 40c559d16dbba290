import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const endings = ['.tsx', '.ts', '/index.ts', '/index.tsx'];

/** The file that an import of `from` names; null where it is a package or a door of the server. */
function resolveImport(name: string, from: string): string | null {
  const base = name.startsWith('@/')
    ? path.join(root, name.slice(2))
    : name.startsWith('.')
      ? path.join(path.dirname(from), name)
      : null;
  if (base === null) return null;
  return endings.map((ending) => base + ending).find((file) => existsSync(file)) ?? null;
}

/** Namespaces that the components behind these files ask messages of, wherever they lie. */
function namespacesBehind(files: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set(files);
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = readFileSync(file, 'utf8');
    for (const [, name = ''] of source.matchAll(/useTranslations\(\s*'([^'.]+)/g)) {
      found.set(name, path.relative(root, file));
    }
    for (const [, name = ''] of source.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      const next = resolveImport(name, file);
      if (next === null || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return found;
}

const namesIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/namespaces=\{\[([^\]]*)\]\}/g)].flatMap(
    ([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
  );

describe('pages that carry chosen messages only', () => {
  const desk = path.join(root, 'app', '(desk)');
  const layout = path.join(desk, 'layout.tsx');
  const pages = readdirSync(desk, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.join(desk, file));

  it.each(pages.map((file) => path.relative(root, file)))('%s has all it asks for', (name) => {
    const page = path.join(root, name);
    const own = namesIn(page);
    const carried = own.length > 0 ? own : namesIn(layout);
    const asked = namespacesBehind([page]);
    expect(asked.size).toBeGreaterThan(1);
    expect([...asked].filter(([namespace]) => !carried.includes(namespace))).toEqual([]);
  });

  it('of a component that takes its words from elsewhere are found to want them', () => {
    const panel = path.join(root, 'components', 'review', 'correction-panel.tsx');
    expect([...namespacesBehind([panel]).keys()]).toEqual(
      expect.arrayContaining(['review', 'sweeps', 'catalogue']),
    );
  });
});
