import { describe, expect, it } from 'vitest';
import { readPrice } from './price';

describe('price', () => {
  it.each([
    ['1,234원', null, 1234n, 'KRW'],
    ['₩ 12,900', null, 12900n, 'KRW'],
    ['￦12900', null, 12900n, 'KRW'],
    ['12900.0', null, 12900n, 'KRW'],
    ['１２，９００원', null, 12900n, 'KRW'],
    ['1.234.567', 'KRW', 1234567n, 'KRW'],
    ['$12.99', null, 1299n, 'USD'],
    ['12.995', 'USD', 1300n, 'USD'],
    ['1,299 USD', null, 129900n, 'USD'],
    ['¥1,980', null, 1980n, 'JPY'],
    ['0', null, 0n, 'KRW'],
  ])('reads %s', (text, currency, amount, unit) => {
    expect(readPrice(text, currency)).toEqual({ amount, currency: unit });
  });

  it.each(['가격문의', '-100', '10,000~20,000', '1,23', '12e5', '', '9999999999999999', 'NaN'])(
    'does not guess what "%s" costs',
    (text) => {
      expect(readPrice(text, null)).toBeNull();
    },
  );
});
