import { describe, expect, it } from 'vitest';
import {
  chanceOf,
  findBrandAndModel,
  NearDuplicates,
  splitOf,
  type GroupingListing,
} from './near-duplicates';
import { splitShares } from './recipe';

const spec = [
  '27인치(68cm) / QHD(2560x1440) / 180Hz / Fast IPS / 평면 / 300nits / 1000:1 / 1ms(GTG)',
  '[단자정보] HDMI 2.1 / DP 1.4 / 헤드폰 / [부가기능] 로우블루라이트 / 플리커프리 / FreeSync',
  '[스탠드] 엘리베이션 / 틸트 / 피벗 / 스위블 / 베사홀 100x100 / 무게 6.2kg',
].join(' / ');

const listing = (part: Partial<GroupingListing>): GroupingListing => ({
  title: '게이밍 모니터',
  spec,
  brand: null,
  groupKey: null,
  ...part,
});

function group(...listings: readonly GroupingListing[]): number[] {
  const index = new NearDuplicates();
  for (const each of listings) index.add(each);
  return [...index.group()];
}

describe('NearDuplicates', () => {
  it('puts two spellings of one listing together and leaves another product apart', () => {
    const other = listing({
      title: '사무용 무선 키보드',
      spec: '무선 / 멤브레인 / 104키 / 한글 각인 / AA 건전지 2개 / 2.4GHz 수신기 / 두께 22mm',
    });
    const respelt = listing({ spec: spec.replace('300nits', '350cd') });
    expect(group(listing({}), other, respelt)).toEqual([0, 1, 0]);
  });

  it('keeps group keys and models of one brand together, through others too', () => {
    const words = (text: string) => ({ title: text, spec: text });
    expect(
      group(
        listing({ ...words('하나 둘 셋'), groupKey: 'k' }),
        listing({ ...words('ZETA ZX27Q-180 넷 다섯'), brand: 'ZETA', groupKey: 'k' }),
        listing({ ...words('여섯 일곱 여덟') }),
        listing({ ...words('정품 zx27q180 아홉 열'), brand: 'Zeta' }),
      ),
    ).toEqual([0, 0, 2, 0]);
  });

  it('gives the same groups again', () => {
    const all = Array.from({ length: 300 }, (_, number) => {
      const words = `${number % 100} 가 나 ${number % 50} 다`;
      return listing({ title: `모니터 ${number % 100}호`, spec: words });
    });
    const groups = group(...all);
    expect(group(...all)).toEqual(groups);
    expect(groups.slice(100, 200)).toEqual(groups.slice(0, 100));
  });

  it('grows beyond its first room without losing anyone', () => {
    const many = Array.from({ length: 3_000 }, (_, number) =>
      listing({
        title: `제품 ${number}`,
        spec: `고유${number} 값${number * 7}`,
        groupKey: `${number % 1_500}`,
      }),
    );
    const groups = group(...many);
    expect(groups).toHaveLength(3_000);
    expect(groups.slice(0, 1_500)).toEqual(groups.slice(1_500));
  });
});

describe('findBrandAndModel', () => {
  it('takes no quantity for a model number', () => {
    const of = (title: string) => findBrandAndModel(listing({ title, brand: 'LUMEN' }));
    expect(of('LUMEN 27인치 2560x1440 180Hz USB3.2 DDR5-5600')).toBeNull();
    expect(of('LUMEN LM-27Q5 180Hz')).toBe('lumen\nlm27q5');
    expect(findBrandAndModel(listing({ title: 'LM-27Q5', brand: null }))).toBeNull();
  });
});

describe('splitOf', () => {
  it('gives every side its share, the same each time, and another with another seed', () => {
    const shares = splitShares.parse({ train: 0.7, validation: 0.2, test: 0.1 });
    const sides = Array.from({ length: 5_000 }, (_, id) => splitOf(id, shares));
    const share = (side: string) => sides.filter((each) => each === side).length / sides.length;
    expect(share('train')).toBeCloseTo(0.7, 1);
    expect(share('validation')).toBeCloseTo(0.2, 1);
    expect(sides).toEqual(Array.from({ length: 5_000 }, (_, id) => splitOf(id, shares)));
    expect(sides).not.toEqual(sides.map((_, id) => splitOf(id, { ...shares, seed: 'other' })));
  });

  it('gives the sides that published versions were made with', () => {
    const shares = splitShares.parse({ seed: 'avenue', train: 0.6, validation: 0.2, test: 0.2 });
    const signs = { train: '.', validation: 'v', test: 't' };
    const sides = Array.from({ length: 24 }, (_, id) => signs[splitOf(id, shares)]).join('');
    expect(sides).toBe('..v...t.....vt..tvtv.vtv');
    expect(chanceOf('seed-1', 42)).toBe(5180476430278829);
    expect(chanceOf('', 7)).toBe(2566955370748513);
  });

  it('gives a side without a share nothing', () => {
    const shares = splitShares.parse({ train: 0.9, validation: 0.1, test: 0 });
    const sides = new Set(Array.from({ length: 5_000 }, (_, id) => splitOf(id, shares)));
    expect([...sides].sort()).toEqual(['train', 'validation']);
  });
});
