import { describe, expect, it } from 'vitest';
import { maskPersonalData, moveSpan, toNamePattern } from './mask-personal-data';

const mask = (text: string, names: readonly string[] = []) =>
  maskPersonalData(text, toNamePattern(names)).text;

describe('maskPersonalData', () => {
  it.each([
    ['문의 help.desk+as@shop-example.co.kr 로', '문의 [email] 로'],
    ['전화 010-1234-5678 또는 01012345678', '전화 [phone] 또는 [phone]'],
    ['02)123-4567, (031) 123-4567, 070.1234.5678', '[phone], [phone], [phone]'],
    ['+82 10-1234-5678 / +82-2-123-4567 / +1 415-555-0132', '[phone] / [phone] / [phone]'],
    ['고객센터 1588-1234', '고객센터 [phone]'],
    ['주문번호: 20261101-0004567 Order No. AB-1234567', '주문번호: [order] Order No. [order]'],
  ])('masks %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    '27인치 2560x1440 1000:1 1680-1050 300nits',
    '모델 LM27-1020-3040 / 8801234567890 / 1.8L (6개)',
    '3440x1440@144Hz / 0.233mm / DDR5-5600 / 1920*1080',
    '100-240V 50-60Hz 0-40도 / 2024.03.15',
  ])('leaves %s', (text) => {
    expect(mask(text)).toBe(text);
  });

  it('masks the names of reviewers, with particles behind, but no part of a word', () => {
    const names = ['홍길동', 'Mina Park', '이수', 'A.B (c)', 'Jean-Luc'];
    expect(mask('홍길동이 확인, MINA PARK checked, A.B (c) too, Jean-Luc', names)).toBe(
      '[name]이 확인, [name] checked, [name] too, [name]',
    );
    expect(mask('이수 나홍길동 Mina Parker', names)).toBe('이수 나홍길동 Mina Parker');
  });
});

describe('moveSpan', () => {
  it('finds a span again behind the masks and gives up one that a mask touches', () => {
    const text = 'a@b.co 27인치 010-1234-5678 검정';
    const masked = maskPersonalData(text);
    const find = (surface: string) => {
      const start = text.indexOf(surface);
      return moveSpan(masked, start, start + surface.length);
    };
    for (const surface of ['27인치', '검정']) {
      const { start, end } = find(surface)!;
      expect(masked.text.slice(start, end)).toBe(surface);
    }
    expect(find('1234')).toBeNull();
    expect(find('치 0')).toBeNull();
  });
});
