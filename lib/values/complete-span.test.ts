import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeSpan } from './complete-span';
import { attributeDefinition, attributeType, type AttributeType } from './contract';
import { normaliseSurface } from './normalise';

function complete(text: string, piece: string, type: AttributeType, unit: string | null = null) {
  const names = { key: 'a', nameKo: '속성', nameEn: 'Attribute' };
  const attribute = attributeDefinition.parse({ ...names, type, unit });
  const start = text.lastIndexOf(piece);
  const whole = completeSpan(text, { start, end: start + piece.length }, attribute);
  return text.slice(whole.start, whole.end);
}

describe('a piece of a number', () => {
  it.each([
    ['방수: 됨 / 용량: 20~25L / 크기', '25L', 'L', '20~25L'],
    ['용량: 20~25L', '20', 'L', '20~25L'],
    ['SSD 512GB+1TB 탑재', '512GB', 'GB', '512GB+1TB'],
    ['SSD 512GB+1TB 탑재', '1TB', 'GB', '512GB+1TB'],
    ['3kg에서 5kg까지', '5kg', 'kg', '3kg에서 5kg'],
    ['무게: 1 250g / 색', '250g', 'kg', '1 250g'],
    ['용량 1,5L / 색', '5L', 'L', '1,5L'],
    ['1.249,90 kg', '249,90 kg', 'kg', '1.249,90 kg'],
    ["1'850 W", '850 W', 'W', "1'850 W"],
    ['2분의 1인치 볼트', '1인치', 'in', '2분의 1인치'],
    ['1/2인치', '2인치', 'in', '1/2인치'],
    ['주사율: 1.44E2 Hz', '1.44', 'Hz', '1.44E2 Hz'],
    ['냉동실 온도: –18℃ / 용량', '18℃', '°C', '–18℃'],
    ['영하 18도', '18도', '°C', '영하 18도'],
    ['화면 68cm', '68', 'in', '68cm'],
    ['2.7만 화소', '2.7', 'px', '2.7만 화소'],
    ['60/120Hz', '120Hz', 'Hz', '60/120Hz'],
    ['용량: 500mlx20개 / 열량', '500ml', 'ml', '500mlx20개'],
    ['용량: 500mlx20개 / 열량', '20개', '개', '500mlx20개'],
    ['생수 2L*6', '2L', 'L', '2L*6'],
    ['음료 1.8L (6개)', '1.8L', 'L', '1.8L (6개)'],
    ['595 x 1,780 x 650mm', '780', 'mm', '1,780'],
    ['1+1 증정', '1', null, '1+1'],
    ['용량: 500mlx20개 / 열량', '500mlx', 'ml', '500mlx20개'],
    ['용량: 500mlx20개 / 열량', 'x20개', '개', '500mlx20개'],
    ['용량: 20~25L', '~25L', 'L', '20~25L'],
    ['용량: 20~25L', '20~', 'L', '20~25L'],
    ['SSD 512GB+1TB', '512GB+', 'GB', '512GB+1TB'],
    ['주사율: 1.44E2 Hz', '2 Hz', 'Hz', '1.44E2 Hz'],
  ])('of %s, %s, is widened', (text, piece, unit, whole) => {
    expect(complete(text, piece, 'number', unit)).toBe(whole);
  });

  it.each([
    ['5kg / 7kg', '7kg', 'kg'],
    ['냉장 240L / 냉동 60L', '60L', 'L'],
    ['595 x 1,780 x 650mm', '650mm', 'mm'],
    ['DDR5-5600 16GB', '16GB', 'GB'],
    ['RTX5060 8GB', '8GB', 'GB'],
    ['갤럭시 버즈3 512GB', '512GB', 'GB'],
    ['100~240V / 60W', '60W', 'W'],
    ['모델 A-200W', '200W', 'W'],
    ['아이패드 10 256GB', '256GB', 'GB'],
    ['VESA 100x100 mm/1ms (GtG)/200 cd/m2/1 year', '1ms (GtG)', 'ms'],
    ['VESA 100x100 mm/1ms (GtG)/200 cd/m2/1 year', '200 cd/m2', 'nits'],
    ['16GB/512GB', '16GB', 'GB'],
    ['16GB/512GB', '512GB', 'GB'],
    ['29"/2560x1440/360 Hz/Curved', '360 Hz', 'Hz'],
    ['29"/2560x1440/360 Hz/Curved', '29"', 'in'],
  ])('that is none, in %s, stays %s', (text, piece, unit) => {
    expect(complete(text, piece, 'number', unit)).toBe(piece);
  });

  it('is never read as a whole one', () => {
    const join = fc.constantFrom('~', ' ~ ', '–', '+', ' + ', '에서 ', ' 내지 ');
    const amount = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(amount, amount, join, fc.boolean(), (one, other, sign, isFirst) => {
        const text = `용량: ${one}L${sign}${other}L / 색상: 블랙`;
        const piece = isFirst ? `${one}L` : `${other}L`;
        const start = isFirst ? 4 : 4 + `${one}L${sign}`.length;
        const names = { key: 'a', nameKo: '용량', nameEn: 'Volume' };
        const litres = attributeDefinition.parse({ ...names, type: 'number', unit: 'L' });
        const whole = completeSpan(text, { start, end: start + piece.length }, litres);
        const surface = text.slice(whole.start, whole.end);
        expect(normaliseSurface(surface, litres).value, surface).toBeNull();
      }),
    );
  });
});

describe('a word', () => {
  it.each([
    ['재질: 유리 아님, 트라이탄', '유리', 'enum', '유리 아님'],
    ['갑피 소재: 인조 가죽 / 밑창', '가죽', 'enum', '인조 가죽'],
    ['non leather shoes', 'leather', 'enum', 'non leather'],
    ['방수: 되지 않음 / 용량', '방수', 'boolean', '방수: 되지 않음'],
    ['비방수 원단', '방수', 'boolean', '비방수'],
    ['식기세척기 사용 금지 / 손잡이', '식기세척기', 'boolean', '식기세척기 사용 금지'],
    ['저장 512GB+1TB', '1TB', 'enum', '512GB+1TB'],
  ] as const)('of %s, %s, takes along what is said of it', (text, piece, type, whole) => {
    expect(complete(text, piece, type)).toBe(whole);
  });

  it('stays where nothing denies it', () => {
    expect(complete('가죽 소파', '가죽', 'text')).toBe('가죽');
    expect(complete('재질: 유리 / 뚜껑 없음', '유리', 'enum')).toBe('유리');
  });
});

it('a completed span holds the one that was given and lies within the text', () => {
  const alphabet = fc.constantFrom(...'0123456789.,~+x*- /()만LGBkg개무비가죽아님없음');
  fc.assert(
    fc.property(
      fc.string({ unit: alphabet, minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...attributeType.options),
      (text, from, length, type) => {
        const start = from % text.length;
        const end = start + 1 + (length % (text.length - start));
        const names = { key: 'a', nameKo: '속성', nameEn: 'Attribute' };
        const attribute = attributeDefinition.parse({
          ...names,
          type,
          unit: type === 'number' ? 'L' : null,
        });
        const whole = completeSpan(text, { start, end }, attribute);
        expect(whole.start).toBeLessThanOrEqual(start);
        expect(whole.start).toBeGreaterThanOrEqual(0);
        expect(whole.end).toBeGreaterThanOrEqual(end);
        expect(whole.end).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
