import { expect, it } from 'vitest';
import { testsOf } from './tests-of';

const there = new Set(['lib/a.test.ts', 'lib/a.db.test.ts', 'components/b.test.tsx']);
const chosen = (...files: string[]) => testsOf(files, (file) => there.has(file));

it('runs the tests of the same name, those with a database too, each once', () => {
  expect(chosen('lib/a.ts', 'lib/a.test.ts', 'components/b.tsx')).toEqual({
    own: ['lib/a.test.ts', 'lib/a.db.test.ts', 'components/b.test.tsx'],
    related: [],
  });
});

it('looks for what reaches a source without a test of its own', () => {
  expect(chosen('lib/c.ts', 'lib/a.ts').related).toEqual(['lib/c.ts']);
});

it('has no test for a journey, a text or a style', () => {
  expect(chosen('e2e/loop.spec.ts', 'README.md', 'app/globals.css')).toEqual({
    own: [],
    related: [],
  });
});
