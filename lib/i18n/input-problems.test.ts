import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readInput } from './input-problems';

const schema = z.object({
  name: z.string().min(2),
  price: z.number(),
  key: z.string().regex(/^[a-z]+$/, 'only a to z'),
});

describe('readInput', () => {
  it('gives the data when nothing is wrong', () => {
    const data = { name: '모니터', price: 3, key: 'a' };
    expect(readInput(schema, data)).toEqual({ data, problems: null });
  });

  it('says each problem in both languages, with what was received', () => {
    const { problems } = readInput(schema, { name: 'a', price: '3', key: 'a' });
    expect(problems?.map(({ path }) => path)).toEqual([['name'], ['price']]);
    const [short, type] = problems!.map(({ wording }) => wording);
    expect(short!.en).toMatch(/Too small.*2/);
    expect(short!.ko).toMatch(/2/);
    expect(short!.ko).toMatch(/[가-힣]/);
    expect(type!.en).toMatch(/expected number, received string/);
    expect(type!.ko).toMatch(/[가-힣]/);
  });

  it('leaves a message alone that the schema gives itself', () => {
    const { problems } = readInput(schema, { name: 'ab', price: 3, key: 'A' });
    expect(problems?.[0]?.wording).toEqual({ ko: 'only a to z', en: 'only a to z' });
  });
});
