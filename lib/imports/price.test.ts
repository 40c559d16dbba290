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
    ['1.000,50', null, 1001n, 'KRW'],
    ['1.249,90', 'EUR', 124990n, 'EUR'],
    ['12,99 EUR', null, 1299n, 'EUR'],
    ["1'234.50", 'USD', 123450n, 'USD'],
    ['1 000', null, 1000n, 'KRW'],
    ['100,00', null, 100n, 'KRW'],
    ['\\29900', null, 29900n, 'KRW'],
    ['9,900 won', null, 9900n, 'KRW'],
    ['9900KRW', null, 9900n, 'KRW'],
    ['3만9천원', null, 39000n, 'KRW'],
    ['1만 2,500원', null, 12500n, 'KRW'],
    ['1억2천만원', null, 120000000n, 'KRW'],
  ])('reads %s', (text, currency, amount, unit) => {
    expect(readPrice(text, currency)).toEqual({ amount, currency: unit });
  });

  it.each([
    '가격문의',
    '-100',
    '10,000~20,000',
    '1,000원~2,000원',
    '1,23',
    '1,23,456',
    '12.345',
    '9.99',
    '만원',
    '12e5',
    '8.80123E+12',
    '',
    '9999999999999999',
    'NaN',
  ])('does not guess what "%s" costs', (text) => {
    expect(readPrice(text, null)).toBe('unreadable');
  });

  it.each([
    ['₩12,000', 'USD'],
    ['12 USD / 15,000원', null],
  ])('refuses two currencies in "%s"', (text, currency) => {
    expect(readPrice(text, currency)).toBe('two-currencies');
  });
});
