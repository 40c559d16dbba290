import { describe, expect, it } from 'vitest';
import { readCategoryPaths } from './category-path';

describe('category path', () => {
  it.each([
    ['가전>주방>밥솥', ['가전', '주방', '밥솥']],
    ['가전 &gt; 주방 › 밥솥', ['가전', '주방', '밥솥']],
    ['가전|주방|밥솥', ['가전', '주방', '밥솥']],
    ['가전 / 밥솥', ['가전', '밥솥']],
    ['생활/건강 > 주방', ['생활/건강', '주방']],
    ['가전/주방/밥솥', ['가전', '주방', '밥솥']],
    ['젖꼭지/노리개', ['젖꼭지/노리개']],
    ['가전>주방,가전>밥솥', ['가전', '주방']],
    ['Default Category/Gear/Bags,Default Category/Sale', ['Gear', 'Bags']],
    ['컵, 접시', ['컵, 접시']],
  ])('reads %s', (reference, path) => {
    expect(readCategoryPaths(reference)[0]).toEqual(path);
  });
});
