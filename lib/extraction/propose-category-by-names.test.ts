import { describe, expect, it } from 'vitest';
import type { CategoryInput, CategoryNode } from './category-contract';
import { NameCategoryProposer } from './propose-category-by-names';

function node(
  key: string,
  parentKey: string | null,
  nameKo: string,
  nameEn: string,
  more: Partial<CategoryNode> = {},
): CategoryNode {
  return { key, parentKey, nameKo, nameEn, synonyms: [], attributeNames: [], ...more };
}

const tree = [
  node('computing', null, '컴퓨터', 'Computing'),
  node('laptop', 'computing', '노트북', 'Laptops', { synonyms: ['랩톱', 'notebook'] }),
  node('laptop-bag', 'computing', '노트북 가방', 'Laptop bags'),
  node('monitor', 'computing', '모니터', 'Monitors', {
    attributeNames: ['화면 크기', '해상도', '주사율'],
  }),
  node('keyboard', 'computing', '키보드', 'Keyboards'),
  node('mouse', 'computing', '마우스', 'Computer mice', { synonyms: ['mouse'] }),
  node('home', null, '생활', 'Home'),
  node('tumbler', 'home', '텀블러', 'Tumblers', { attributeNames: ['용량', '재질', '뚜껑'] }),
  node('rice-cooker', 'home', '밥솥', 'Rice cookers'),
  node('vacuum', 'home', '청소기', 'Vacuum cleaners'),
  node('humidifier', 'home', '가습기', 'Humidifiers'),
  node('audio', null, '음향', 'Audio'),
  node('earphone', 'audio', '이어폰', 'Earphones', { synonyms: ['무선 이어폰'] }),
  node('speaker', 'audio', '스피커', 'Speakers'),
];

const proposer = new NameCategoryProposer();

async function ask(title: string, more: Partial<CategoryInput> = {}) {
  const input = { title, spec: '', brand: null, sellerPath: null, ...more };
  const [answer] = await proposer.propose(tree, [input]);
  return answer!;
}

const isLeaf = (key: string | null) => tree.every(({ parentKey }) => parentKey !== key);

/** Title and the leaf that it is; null where the tree has none for it. */
const adversarial: [title: string, leaf: string | null][] = [
  // the thing itself, among words that are no nouns of a kind
  ['새벽 갓북 노트북 16인치 32GB 블랙', 'laptop'],
  ['게이밍노트북 R7 1TB', 'laptop'],
  ['AURORA Laptop 14 inch silver', 'laptop'],
  ['울트라 와이드모니터 34형 165Hz', 'monitor'],
  ['기계식 키보드 적축 87키', 'keyboard'],
  ['무선이어폰 화이트 TWS', 'earphone'],
  ['결 텀블러 500ml 원터치', 'tumbler'],
  ['Steel tumblers 12 oz', 'tumbler'],
  ['전기압력밥솥 10인용', 'rice-cooker'],
  // accessories: what they belong to is no head
  ['노트북 거치대 알루미늄', null],
  ['노트북거치대 접이식', null],
  ['노트북용 쿨러 받침대', null],
  ['laptop stand aluminium', null],
  ['Adjustable stand for laptop', null],
  ['모니터 받침대 600mm', null],
  ['모니터암 브라켓 싱글', null],
  ['27인치 모니터 보호필름', null],
  ['키보드 커버 실리콘 투명', null],
  ['키보드 파우치 65%', null],
  ['이어폰 케이스 실리콘', null],
  ['무선 이어폰 이어팁 6쌍', null],
  ['텀블러 빨대 4개입', null],
  ['텀블러 뚜껑 단품', null],
  ['tumbler lid replacement', null],
  ['청소기 먼지봉투 10매', null],
  ['로봇청소기 필터 4개', null],
  ['가습기 필터 2개', null],
  ['마우스 스트랩', null],
  ['스피커 거치대 2개', null],
  ['밥솥 내솥 10인용', null],
  ['밥솥 패킹 교체용', null],
  ['vacuum cleaner filter 2 pack', null],
  // accessories that have a leaf of their own, and a compound whose last noun is another leaf
  ['노트북 가방 15.6인치', 'laptop-bag'],
  ['노트북가방 방수', 'laptop-bag'],
  ['노트북 키보드 무선', 'keyboard'],
  ['모니터 스피커 5인치 한쌍', 'speaker'],
  ['laptop bag 14 inch', 'laptop-bag'],
  // bundles: what comes with it is no head
  ['새벽 노트북 15 + 마우스', 'laptop'],
  ['노트북 14인치 (가방 증정)', 'laptop'],
  ['노트북 16GB 마우스 증정', 'laptop'],
  ['모니터 27형 사은품 HDMI 케이블', 'monitor'],
  ['Tumbler with straw and lid', 'tumbler'],
  ['무선 키보드 [마우스 포함]', 'keyboard'],
  ['밥솥 6인용 + 내솥', 'rice-cooker'],
  // parts and refurbished goods
  ['[리퍼] 노트북 13인치 A급', 'laptop'],
  ['중고 모니터 24형 상태 좋음', 'monitor'],
  ['전시품 가습기 4L', 'humidifier'],
  ['노트북 액정 15.6 수리', null],
  ['노트북 배터리 정품', null],
  ['노트북 부품용', null],
  ['모니터 패널 27 부품', null],
];

describe('NameCategoryProposer', () => {
  it.each(adversarial)('%s → %s', async (title, leaf) => {
    const { proposed } = await ask(title);
    if (leaf !== null) expect(proposed).toBe(leaf);
    // What is no product of a leaf may be placed at a parent, never at the leaf.
    else expect(proposed !== null && isLeaf(proposed)).toBe(false);
  });

  it('proposes the parent when leaves of it divide the evidence', async () => {
    const twins = [
      node('home', null, '생활', 'Home'),
      node('hot', 'home', '컵', 'Hot cups'),
      node('cold', 'home', '컵', 'Cold cups'),
    ];
    const [answer] = await proposer.propose(twins, [
      { title: '유리 컵', spec: '', brand: null, sellerPath: null },
    ]);
    expect(answer!.proposed).toBe('home');
    expect(answer!.candidates.map(({ key }) => key)).toEqual(['hot', 'cold']);
  });

  it('finds a leaf by its schema when the title names nothing', async () => {
    const { candidates } = await ask('결 500', { spec: '용량: 500ml / 재질: 스틸 / 뚜껑: 원터치' });
    expect(candidates[0]?.key).toBe('tumbler');
  });

  it('hears the seller where the title names nothing', async () => {
    expect((await ask('결 500', { sellerPath: '생활 > 텀블러' })).proposed).toBe('tumbler');
  });

  it('places nothing where the title and the seller disagree, and offers both', async () => {
    const { proposed, candidates } = await ask('결 텀블러', { sellerPath: '컴퓨터 > 모니터' });
    expect(proposed).toBeNull();
    expect(
      candidates
        .slice(0, 2)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['monitor', 'tumbler']);
  });

  it('names the words that decided, at their place in the text', async () => {
    const title = '새벽 게이밍노트북 16인치';
    const { candidates } = await ask(title, { sellerPath: '컴퓨터>노트북' });
    const [inTitle, inPath] = candidates[0]!.evidence;
    expect(title.slice(inTitle!.start, inTitle!.end)).toBe('노트북');
    expect('컴퓨터>노트북'.slice(inPath!.start, inPath!.end)).toBe('노트북');
  });

  it('is at every level at least as certain as below it, and never above 1', async () => {
    const { candidates } = await ask('노트북 키보드 모니터 스피커');
    for (const { path, confidence } of candidates) {
      expect(path.at(-1)!.confidence).toBeCloseTo(confidence);
      expect(path[0]!.confidence).toBeGreaterThanOrEqual(path.at(-1)!.confidence);
      expect(path[0]!.confidence).toBeLessThanOrEqual(1);
    }
  });

  it('says nothing of what nothing speaks for, and nothing without a tree', async () => {
    expect(await ask('별하늘 7호')).toEqual({ proposed: null, candidates: [] });
    const input = { title: '노트북', spec: '', brand: null, sellerPath: null };
    expect(await proposer.propose([], [input])).toEqual([{ proposed: null, candidates: [] }]);
  });
});
