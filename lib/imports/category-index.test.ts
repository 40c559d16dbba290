import { describe, expect, it } from 'vitest';
import { CategoryIndex, type CategoryNode } from './category-index';

const node = (
  id: number,
  key: string,
  nameKo: string,
  nameEn: string,
  rest: Partial<CategoryNode> = {},
) => ({
  id,
  key,
  parentId: null,
  nameKo,
  nameEn,
  isInUse: false,
  ...rest,
});
const tree = (): CategoryIndex =>
  new CategoryIndex([
    node(1, 'electronics', '가전', 'Electronics'),
    node(2, 'monitor', '모니터', 'Monitors', { parentId: 1, isInUse: true }),
    node(3, 'cleaner', '무선청소기', 'Cordless vacuum cleaners', { parentId: 1 }),
    node(4, 'baby', '유아', 'Baby'),
    node(5, 'baby-monitor', '베이비 모니터', 'Baby monitors', { parentId: 4 }),
    node(6, 'case-pc', '케이스', 'PC cases', { parentId: 1 }),
    node(7, 'case-phone', '케이스', 'Phone cases', { parentId: 4 }),
  ]);

describe('category index', () => {
  it.each([
    ['monitor', 2],
    ['모니터', 2],
    ['MONITORS', 2],
    ['가전 > 모니터', 2],
    ['Electronics>Cordless Vacuum Cleaners', 3],
    ['유아 > 케이스', 7],
    ['무선 청소기', 3],
  ])('finds %s', (reference, id) => {
    expect(tree().resolve(reference, false)).toEqual({ kind: 'known', id });
  });

  it('names both of two siblings with one name', () => {
    const index = new CategoryIndex([node(1, 'cup', '컵', 'Cups'), node(2, 'cup-2', '컵', 'Mugs')]);
    expect(index.resolve('컵', true)).toMatchObject({
      rejection: { code: 'ambiguous-category', params: { candidates: 'cup, cup-2' } },
    });
    expect(index.resolve('cup-2', false)).toEqual({ kind: 'known', id: 2 });
  });

  it('names the nearest categories for one it does not know', () => {
    expect(tree().resolve('유선청소기', false)).toEqual({
      kind: 'rejected',
      rejection: {
        code: 'unknown-category-near',
        params: { value: '유선청소기', nearest: '무선청소기 (cleaner)' },
      },
    });
    expect(tree().resolve('XYZ', false)).toMatchObject({ rejection: { code: 'unknown-category' } });
  });

  it('puts no product in an inner category, nor in one of two with the same name', () => {
    expect(tree().resolve('가전', true)).toMatchObject({
      rejection: { code: 'category-not-leaf' },
    });
    expect(tree().resolve('케이스', true)).toMatchObject({
      rejection: { code: 'ambiguous-category', params: { candidates: 'case-pc, case-phone' } },
    });
  });

  it('plans a new leaf with its parents, and finds it once it is added', () => {
    const index = tree();
    expect(index.resolve('가전 > 주방 > 밥솥', true)).toEqual({
      kind: 'new',
      key: 'bapsot',
      create: [
        { key: 'jubang', parentKey: 'electronics', name: '주방' },
        { key: 'bapsot', parentKey: 'jubang', name: '밥솥' },
      ],
    });
    index.add(node(8, 'jubang', '주방', '주방', { parentId: 1 }));
    index.add(node(9, 'bapsot', '밥솥', '밥솥', { parentId: 8 }));
    expect(index.resolve('가전 > 주방 > 밥솥', true)).toEqual({ kind: 'known', id: 9 });
    expect(index.resolve('주방', true)).toMatchObject({ rejection: { code: 'category-not-leaf' } });
  });

  it('keeps a slash in a name, and never turns a category with products into an inner one', () => {
    expect(tree().resolve('젖꼭지/노리개', true)).toMatchObject({
      create: [{ key: 'jeotkkokji-norigae', name: '젖꼭지/노리개' }],
    });
    expect(tree().resolve('가전 > 모니터 > 게이밍', true)).toMatchObject({
      rejection: { code: 'category-not-creatable' },
    });
  });

  it('ends a path in the leaf that is there, when its own path goes the same way', () => {
    expect(tree().resolve('디지털 > 가전 > 무선청소기', true)).toEqual({ kind: 'known', id: 3 });
    expect(tree().resolve('가전/모니터', true)).toEqual({ kind: 'known', id: 2 });
    expect(tree().resolve('가전|모니터', false)).toEqual({ kind: 'known', id: 2 });
    expect(tree().resolve('가전 › 모니터,가전 › 케이스', false)).toEqual({ kind: 'known', id: 2 });
    expect(tree().resolve('주방 > 모니터', true)).toMatchObject({
      kind: 'new',
      create: [{ name: '주방' }, { name: '모니터', parentKey: 'jubang' }],
    });
    expect(tree().resolve('가전/밥솥', true)).toMatchObject({
      create: [{ name: '밥솥', parentKey: 'electronics' }],
    });
  });

  it('makes no category of a name without letters', () => {
    expect(tree().resolve('>>>', true)).toMatchObject({
      rejection: { code: 'category-not-creatable' },
    });
    expect(tree().resolve('!!!', true)).toMatchObject({
      rejection: { code: 'category-not-creatable' },
    });
  });
});
