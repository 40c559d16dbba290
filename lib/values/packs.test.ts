import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeWish } from './contract';
import { normaliseSurface } from './normalise';
import { isSameNumber } from './same-value';

const read = (surface: string, unit: string | null, wants: AttributeWish) =>
  normaliseSurface(
    surface,
    attributeDefinition.parse({
      ...{ key: 'a', nameKo: '값', nameEn: 'Value', type: 'number', unit, wants },
    }),
  );

describe('an amount and how many of it', () => {
  it.each([
    ['1.8L (6개)', 1.8, 6],
    ['500mlx20개', 0.5, 20],
    ['500mlX20입', 0.5, 20],
    ['500ml x 20', 0.5, 20],
    ['350ml x 24캔', 0.35, 24],
    ['350ml 24캔', 0.35, 24],
    ['2L*6', 2, 6],
    ['6 x 1.8L', 1.8, 6],
    ['20개 x 500ml', 0.5, 20],
    ['500ml x 20 (10L)', 0.5, 20],
    ['500ml 20개 x 2박스', 0.5, 40],
  ])('are both kept of %s', (surface, amount, count) => {
    expect(read(surface, 'L', 'amount')).toEqual({ value: amount, flags: [] });
    expect(read(surface, '개', 'count')).toEqual({ value: count, flags: [] });
    expect(read(surface, null, 'count')).toEqual({ value: count, flags: [] });
    const total = read(surface, 'L', 'total');
    expect(total.flags).toEqual([]);
    expect(isSameNumber(Number(total.value), amount * count)).toBe(true);
  });

  it('are both kept in any unit of weight', () => {
    expect(read('10kgx2포', 'kg', 'amount').value).toBe(10);
    expect(read('10kgx2포', '포', 'amount').value).toBe(2);
    expect(read('10kgx2포', 'g', 'total').value).toBe(20_000);
  });

  it('count every pack of packs where all are wanted, and choose none where it is not said', () => {
    expect(read('24캔 x 2', '캔', 'total')).toEqual({ value: 48, flags: [] });
    expect(read('10개 x 3팩 (30개)', '개', 'count')).toEqual({ value: 30, flags: [] });
    expect(read('24캔 x 2', '캔', 'amount')).toEqual({ value: null, flags: ['several-values'] });
    expect(read('20개입 (1박스)', '개', 'amount')).toEqual({ value: 20, flags: [] });
  });

  it('are not taken for each other', () => {
    expect(read('500ml', '개', 'count')).toEqual({ value: null, flags: ['unknown-unit'] });
    expect(read('24캔 x 2', 'ml', 'amount')).toEqual({ value: null, flags: ['unknown-unit'] });
    expect(read('1+1', '개', 'count')).toEqual({ value: null, flags: ['several-values'] });
    expect(read('500ml, 20개, 12개', 'L', 'total').value).toBeNull();
  });

  it('are one amount where nothing is counted', () => {
    expect(read('1.8L', 'L', 'total')).toEqual({ value: 1.8, flags: [] });
    expect(read('20', '개', 'count')).toEqual({ value: 20, flags: [] });
  });

  it('are read back whatever stands between them', () => {
    const write = fc.constantFrom<(amount: number, count: number) => string>(
      (amount, count) => `${amount}ml x ${count}개`,
      (amount, count) => `${amount}mlx${count}개`,
      (amount, count) => `${amount}ml X ${count}`,
      (amount, count) => `${amount}ml*${count}`,
      (amount, count) => `${amount}ml × ${count}병`,
      (amount, count) => `${amount}ml (${count}개입)`,
      (amount, count) => `${amount}ml ${count}팩`,
      (amount, count) => `${count}개 x ${amount}ml`,
    );
    const whole = fc.integer({ min: 2, max: 999 });
    fc.assert(
      fc.property(whole, whole, write, (amount, count, spell) => {
        const surface = spell(amount, count);
        expect(read(surface, 'ml', 'amount').value, surface).toBe(amount);
        expect(read(surface, null, 'count').value, surface).toBe(count);
        expect(read(surface, 'ml', 'total').value, surface).toBe(amount * count);
      }),
    );
  });
});

describe('a tolerance', () => {
  const storage = (tolerance: number | null) =>
    attributeDefinition.parse({
      ...{ key: 'a', nameKo: '용량', nameEn: 'Storage', type: 'number', unit: 'GB', tolerance },
    });

  it('makes one value of 1 TB and 1024 GB where the schema has it', () => {
    expect(normaliseSurface('1024GB (1TB)', storage(0.03))).toEqual({ value: 1024, flags: [] });
    expect(isSameNumber(1000, 1024, 0.03)).toBe(true);
    expect(isSameNumber(1000, 1024)).toBe(false);
    expect(isSameNumber(500, 512, 0.01)).toBe(false);
  });
});
