import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { guessMapping, importMapping } from '../../column-mapping';
import { applyChoices, type ReadingChoices } from '../../file-format';
import { productRowParser, type ParsedRow, type ProductRow } from '../../product-row';
import { detectFormat, openFileRows } from './open-file-rows';
import { previewFile } from './preview-file';

const folder = path.resolve(import.meta.dirname, '../../cases');

interface Expected {
  /** Why the file cannot be imported. */
  readonly refused?: string;
  /** What has to be asked before it can. */
  readonly asks?: 'encoding';
  readonly reading?: ReadingChoices;
  /** Ids of the products in the order of the file. */
  readonly ids?: readonly string[];
  /** What is read of some products, by id. */
  readonly products?: Readonly<Record<string, Partial<ProductRow>>>;
  /** Row number and code of every row that is not taken. */
  readonly rejected?: readonly (readonly [row: number, code: string])[];
  /** Id and code of everything that was left out of a product. */
  readonly warnings?: readonly (readonly [id: string, code: string])[];
}

/** What becomes of every file in `cases`; files that name no seller or category get one. */
const expectations: Readonly<Record<string, Expected>> = {
  'akeneo.csv': {
    ids: ['AK-1'],
    products: {
      'AK-1': {
        title: '러너 신발',
        category: 'sneakers',
        description: '가벼움',
        price: 59000n,
        currency: 'KRW',
        imageUrls: ['/a/b.jpg'],
      },
    },
  },
  'amazon-flat.txt': {
    ids: ['AM-1'],
    products: { 'AM-1': { title: 'Cup', category: 'drinkware', brand: 'Brandy' } },
    warnings: [['AM-1', 'bad-price']],
  },
  'array.json': { ids: ['a1', 'a2'], products: { a2: { title: 't2', category: '컵' } } },
  'bmecat.xml': { refused: 'imports.errors.bmecat' },
  'bom-middle.csv': { ids: ['B1', 'B2'] },
  'bom.jsonl': { ids: ['bj1', 'bj2'] },
  'cafe24.csv': {
    ids: ['P0000ABC'],
    products: {
      P0000ABC: {
        title: '한빛 주전자',
        seller: '판매처',
        brand: null,
        spec: '요약',
        description: '1.7L 스텐\n간략',
        price: 39000n,
      },
    },
    warnings: [['P0000ABC', 'bad-image-url']],
  },
  'coupang.csv': {
    ids: ['9000000001', '9000000002'],
    products: {
      '9000000001': {
        title: '한빛 주전자 세트 1.7L',
        groupKey: '100200300',
        category: '주방용품>주전자',
        price: 39000n,
        brand: '한빛',
        gtin: '8801234000017',
      },
      '9000000002': { groupKey: '100200300', gtin: '8801234000024' },
    },
  },
  'cp949-few.csv': {
    ids: [...Array.from({ length: 30 }, (_, index) => `E${index}`), 'E99'],
    products: { E99: { title: '컵' } },
  },
  'cp949-one-bad.csv': { ids: ['K1', 'K3'], rejected: [[3, 'broken-encoding']] },
  'cp949-uhc.csv': {
    ids: ['U1', 'U2', 'U3'],
    products: {
      U1: { title: '똠얌꿍 컵라면 6개입', spec: '맛: 똠얌' },
      U2: { title: '네일샾 젤 세트', spec: '구성: 젤' },
    },
  },
  'cp949.csv': {
    ids: ['K1', 'K2'],
    products: { K1: { title: '뷁햏 쨰즈 접시 30㎝', spec: '재질: 도자기 / 크기: 30㎝' } },
  },
  'cr-only.csv': { ids: ['M1', 'M2'] },
  'csv-in-zip.zip': { refused: 'imports.errors.zip' },
  'csv-injection.csv': {
    ids: ['=1+1', '+82'],
    products: { '=1+1': { title: '=HYPERLINK("http://x.example","컵")' } },
    warnings: [['+82', 'bad-price']],
  },
  'd1904.xlsx': { ids: ['D1'], products: { D1: { raw: { 출시일: '2025-12-09' } } } },
  'dateid.xlsx': { ids: ['2026-12-01', '1.1', 'True', 'TRUE'] },
  'dup-headers.csv': {
    ids: ['D1'],
    products: {
      D1: { title: '원제목', price: 1000n, raw: { '상품명 (2)': '노출제목', '판매가 (2)': '900' } },
    },
  },
  'ebay-file-exchange.csv': {
    ids: ['EB-1'],
    products: {
      'EB-1': {
        title: 'Phone case',
        category: '9355',
        description: 'x',
        imageUrls: ['https://e.example/1.jpg', 'https://e.example/2.jpg'],
        price: 999n,
        currency: 'USD',
        spec: 'Brand: Brandy / Colour: Smoke',
      },
    },
  },
  'ep-old.txt': {
    ids: ['A100'],
    products: {
      A100: {
        title: '한빛 선풍기 14인치',
        price: 45900n,
        category: '가전 > 선풍기',
        brand: '한빛',
        imageUrls: ['https://i.example/100.jpg'],
      },
    },
  },
  'escapes.xlsx': {
    ids: ['E1', 'E2'],
    products: { E1: { title: '컵 둘째 줄', spec: '재질: 유리\n용량: 300ml_x' } },
  },
  'formulas.xlsx': {
    ids: ['A1', 'A3', 'A4'],
    products: { A1: { price: 1000n }, A3: { price: null }, A4: { spec: '' } },
    rejected: [
      [3, 'missing-title'],
      [6, 'missing-id'],
    ],
  },
  'gmc.tsv': {
    ids: ['KX-01', 'KX-02', 'KX-03', 'KX-04'],
    products: {
      'KX-01': { title: 'Lumi 27" Desk Monitor', price: 18900n, currency: 'USD', brand: 'Lumi' },
      'KX-02': { price: 24900n, currency: 'KRW', gtin: '8801234000017' },
      'KX-03': { price: 129900n, currency: 'EUR' },
      'KX-04': { price: 1299n, currency: 'EUR' },
    },
  },
  'gtin-format.xlsx': {
    ids: ['0880123400001', '8801234000017', '8801234000017', '12345678901234567', '00012'],
    products: { '0880123400001': { gtin: '0012345600012' }, '00012': { title: '컵 E' } },
    warnings: [
      ['8801234000017', 'bad-gtin'],
      ['00012', 'bad-gtin'],
    ],
  },
  'gz-cp949.csv.gz': { ids: ['G1'], products: { G1: { title: '컵' } } },
  'hidden-first.xlsx': { ids: ['H1'] },
  'hidden-rows.xlsx': { ids: ['HR2'], products: { HR2: { title: '굵은 컵' } } },
  'html-as.xls': { refused: 'imports.errors.html' },
  'icecat.csv': {
    ids: ['X1'],
    products: {
      X1: {
        title: 'NovoBook 14',
        brand: 'Novo',
        category: 'Notebooks',
        gtin: '4006381333931',
        spec: 'Display diagonal: 35,6 cm (14")\nWeight: 1,2 kg',
      },
    },
  },
  'ids.csv': { ids: ['A1', 'a1', 'A1', 'A1', 'A-1', 'A 1', 'A 1', 'A1'] },
  'images.csv': {
    ids: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'],
    products: {
      I1: { imageUrls: ['https://i.example/a%201.jpg'] },
      I2: { imageUrls: ['https://i.example/한글.jpg'] },
      I3: { imageUrls: [] },
      I4: { imageUrls: ['https://i.example/a.jpg?x=1,2', 'https://i.example/b.jpg'] },
      I5: { imageUrls: ['https://i.example/c.jpg'] },
      I6: {
        imageUrls: [
          'https://i.example/a.jpg',
          'https://i.example/b.jpg',
          'https://i.example/c.jpg',
        ],
      },
    },
    warnings: [
      ['I3', 'bad-image-url'],
      ['I7', 'bad-image-url'],
    ],
  },
  'inch-tsv.tsv': {
    ids: ['T1', 'T2', 'T3'],
    products: {
      T1: { title: 'Monitor 27"', spec: '27" IPS / 1/2" bolt' },
      T2: { title: '"24 wide" stand', spec: '5"' },
    },
  },
  'jsonl-nested.jsonl': {
    ids: ['jn1', 'jn2', 'jn3', 'jn4', 'jn5', 'jn6', 'jn7'],
    products: {
      jn1: { spec: '재질: 유리\n용량: 300ml' },
      jn3: { price: 1000n },
      jn6: { raw: { price: '99999999999999999999' } },
      jn7: { title: 'emoji 😀 ok' },
    },
    rejected: [
      [8, 'broken-encoding'],
      [9, 'control-character'],
      [10, 'invalid-json'],
    ],
    warnings: [
      ['jn4', 'bad-price'],
      ['jn5', 'bad-price'],
      ['jn6', 'bad-price'],
    ],
  },
  'latin1.csv': { asks: 'encoding' },
  'listing-odd.csv': {
    ids: ['O1', 'O2', 'O3', 'O4', 'O5', 'O6'],
    products: {
      O1: { title: '"한빛" 텀블러 1,5L 스텐 & 실리콘' },
      O2: { description: '용량: 750ml\n무게: 380g\n보온 12시간\n재질 : 스테인리스' },
    },
  },
  'magento.csv': {
    ids: ['MG-1'],
    products: {
      'MG-1': {
        title: '크레이트 백팩',
        category: 'Default Category/Gear/Bags,Default Category/Sale',
        description: '20 L',
        price: 34n,
        spec: 'activity=Gym,material=Nylon',
        imageUrls: ['/c/r/crate.jpg'],
      },
    },
  },
  'merged.xlsx': {
    ids: ['M1', 'M2', 'M3'],
    products: { M1: { category: '컵' }, M2: { category: '컵' }, M3: { category: '컵' } },
  },
  'mixed-eol-lf-first.csv': { ids: ['M1', 'M2', 'M3'] },
  'mixed-eol.csv': { ids: ['M1', 'M2', 'M3'], products: { M3: { price: 5000n } } },
  'naver-ep.tsv': {
    ids: ['P0001', 'P0002'],
    products: {
      P0001: {
        price: 39900n,
        category: '생활 > 주방가전 > 전기포트',
        brand: '한빛',
        imageUrls: [
          'https://i.example/1.jpg',
          'https://i.example/1b.jpg',
          'https://i.example/1c.jpg',
        ],
        isWithdrawn: false,
      },
      P0002: { isWithdrawn: true },
    },
  },
  'ndjson-arrays.jsonl': { refused: 'imports.errors.json-arrays' },
  'nfd.csv': { ids: ['NF1'], products: { NF1: { title: '한빛 무선 주전자', brand: '한빛' } } },
  'notice-above.csv': { ids: ['N1'] },
  'odd-values.csv': {
    ids: Array.from({ length: 12 }, (_, index) => `OD-${index}`),
    products: {
      'OD-0': { spec: '용량: 500ml / 색상: =SUM(A1)' },
      'OD-2': { spec: '용량: 520ml / 색상: 레드, "체리"' },
      'OD-8': { title: '이랑 텀블러 8 색 굵게' },
    },
  },
  'paired-options.csv': {
    ids: ['P1', 'P2'],
    products: {
      P1: { spec: '1.7L 스텐\n색상: 흰색 / 용량: 1.7L' },
      // A name without a value, and a value without a name, say nothing.
      P2: { spec: '용량: 1.0L' },
    },
  },
  'paths.csv': {
    ids: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'],
    products: { C7: { category: '가전 > 주방 > 밥솥' }, C8: { category: '가전>주방>밥솥' } },
  },
  'pimcore.csv': {
    ids: ['/Shop/Products/lamp1'],
    products: { '/Shop/Products/lamp1': { title: '조명', gtin: '4006381333931' } },
    warnings: [['/Shop/Products/lamp1', 'bad-price']],
  },
  'pipe.csv': {
    ids: ['p2'],
    products: { p2: { price: 1000n } },
    rejected: [[2, 'too-many-cells']],
  },
  'pretty.json': { ids: ['a1'] },
  'prices.csv': {
    ids: Array.from({ length: 29 }, (_, index) => `P${String(index).padStart(2, '0')}`),
    products: {
      P00: { price: 1000n },
      P01: { price: 1000n },
      P02: { price: 1001n },
      P03: { price: 1000n },
      P04: { price: 1000n },
      P09: { price: 0n },
      P13: { price: 12000n },
      P14: { price: 1250n, currency: 'USD' },
      P16: { price: 1000n },
      P17: { price: 1000n },
      P19: { price: 30000n },
      P20: { price: 12000n },
      P21: { price: 100n },
      P22: { price: 1250n, currency: 'USD' },
      P23: { price: 1250n, currency: 'USD' },
      P24: { price: 9900n },
      P25: { price: 9900n },
      P26: { price: 9900n },
    },
    warnings: ['05', '06', '07', '08', '10', '11', '12', '15', '18', '27', '28'].map(
      (number) => [`P${number}`, 'bad-price'] as const,
    ),
  },
  'quote-trailing.csv': {
    ids: ['T1', 'T2', 'T4'],
    products: {
      T1: { title: '6" bolt', spec: '6"' },
      T2: { title: '6" bolt', spec: 'say "hi"' },
    },
    rejected: [[4, 'quote-not-closed']],
  },
  'rejects-src.csv': {
    ids: ['RJ1', 'RJ2', '=cmd|x'],
    warnings: [
      ['RJ1', 'bad-price'],
      ['=cmd|x', 'bad-price'],
    ],
  },
  'sci-barcode.csv': {
    ids: ['0012345', '00777'],
    rejected: [
      [2, 'id-shortened'],
      [3, 'id-shortened'],
    ],
    warnings: [
      ['0012345', 'bad-gtin'],
      ['00777', 'bad-gtin'],
    ],
  },
  'semicolon-decimal.csv': {
    ids: ['DE1', 'DE2'],
    products: { DE1: { title: 'Kabel 3x1,5mm²', category: 'Kabel', price: 1250n } },
    warnings: [['DE2', 'bad-price']],
  },
  'short-rows.csv': {
    ids: ['SR1', 'SR2', 'SR3'],
    products: { SR1: { raw: { 비고: '메모' } }, SR3: { price: 900n } },
  },
  'smartstore.csv': {
    ids: ['7000000001'],
    products: {
      '7000000001': {
        title: '한빛 주전자 1.7L',
        category: '생활/건강 > 주방용품 > 주전자/티포트 > 전기주전자',
        price: 39000n,
        brand: '한빛',
        imageUrls: ['https://i.example/1.jpg'],
      },
    },
  },
  'tab-in-csv.csv': { ids: ['1 2'] },
  'template.xlsx': {
    ids: ['HB-1'],
    products: { 'HB-1': { title: '한빛 주전자', price: 39000n, description: '1.7L' } },
    warnings: [['HB-1', 'bad-image-url']],
  },
  'text.csv': {
    ids: Array.from({ length: 9 }, (_, index) => `X${index + 1}`),
    products: {
      X1: {
        title: "의자 & 책상 <세트> 'A' 신형",
        spec: '재질: 원목 & 철제',
        description: '높이 75cm\n폭 120cm',
      },
      X3: { title: 'FULL width 컵 500ml', brand: 'BRAND', spec: '용량:500ml' },
      X5: { title: 'zerowidthsoftbom 컵' },
      X7: { title: '탭 포함 줄바꿈 컵', spec: 'a b\nc' },
    },
  },
  'trailing-comma.csv': { ids: ['D1', 'D2'], rejected: [[4, 'too-many-cells']] },
  'two-headers.csv': { ids: ['N1'] },
  'unclosed-quote-pair.csv': {
    ids: ['Q1', 'Q3', 'Q5'],
    rejected: [
      [3, 'quote-not-closed'],
      [5, 'quote-not-closed'],
    ],
  },
  'unclosed-quote.csv': { ids: ['Q1', 'Q3', 'Q4'], rejected: [[3, 'quote-not-closed']] },
  'unicode-text.txt': {
    ids: ['U1'],
    products: { U1: { price: 12000n } },
  },
  'xml-feed.xml': { ids: ['1'], products: { '1': { title: '컵' } } },
  'atom.xml': { ids: ['A-1'], products: { 'A-1': { title: 'Cup', price: 1900n } } },
  'danawa-ep.tsv': {
    ids: ['D-1'],
    products: { 'D-1': { title: '한빛 27" 모니터', category: 'PC > 모니터', brand: '한빛' } },
  },
  'ep-euc-kr.txt': {
    ids: ['E1', 'E2'],
    products: {
      E1: {
        title: '똠방각하 컵',
        price: 9900n,
        category: '주방 > 컵',
        description: '첫 줄\n둘째 줄',
      },
      E2: { isWithdrawn: true },
    },
  },
  'gmc.xml': {
    ids: ['KX-1', 'KX-2'],
    products: {
      'KX-1': {
        title: 'Lumi 27" Monitor',
        description: 'Flat & fast\n165 Hz',
        price: 18900n,
        currency: 'USD',
        category: 'Home > Screens',
        gtin: '8801234000017',
        groupKey: 'KX',
        imageUrls: [
          'https://shop.example/1.jpg',
          'https://shop.example/2.jpg',
          'https://shop.example/3.jpg',
        ],
      },
    },
  },
  'levels.csv': {
    ids: ['L1', 'L2'],
    products: {
      L1: { category: '주방 > 식기 > 머그', imageUrls: ['/a.jpg', '/b.jpg', '/c.jpg'] },
      L2: { category: '주방' },
    },
  },
  'nested-list.json': {
    ids: ['N-1', 'N-2'],
    products: {
      'N-1': {
        price: 12000n,
        gtin: '8801234000017',
        spec: '용량: 0.30L',
        imageUrls: ['https://i.example/1.jpg'],
      },
    },
  },
  'pretty-stream.json': { ids: ['s1', 's2'] },
  'quoted-bom.csv': { ids: ['1', '2'], products: { '1': { title: '첫 줄' } } },
  'sep-line.csv': { ids: ['S1'], products: { S1: { title: 'a, b', price: 1000n } } },
  'shopify.csv': {
    ids: ['AK-R', 'AK-B', 'LC-1'],
    products: {
      'AK-B': {
        title: 'Arc Kettle',
        description: 'Steel body\n1.7 L',
        brand: 'Arc',
        seller: '판매처',
        category: 'Home & Garden > Kitchen > Kettles',
        groupKey: 'arc-kettle',
        price: 41000n,
        gtin: '8801234000024',
        spec: 'Colour: Blue',
        imageUrls: ['https://cdn.example/red.jpg', 'https://cdn.example/side.jpg'],
      },
    },
  },
  'utf16be-semicolon.csv': { ids: ['1'], products: { '1': { title: '의자, 나무' } } },
  'woocommerce.csv': {
    ids: ['101', '102'],
    products: {
      '102': {
        title: 'Arc Kettle - Red',
        price: 39000n,
        category: 'Kitchen > Kettles',
        groupKey: 'id:101',
        spec: 'Colour: Red',
        gtin: '8801234000017',
      },
    },
  },
};

type CaseRow = ParsedRow & { readonly rowNumber: number };

async function readCase(file: string, choices: ReadingChoices = {}): Promise<CaseRow[]> {
  const whole = path.join(folder, file);
  const format = applyChoices(await detectFormat(whole), choices);
  const { columns } = await previewFile(whole, format);
  const parse = productRowParser(
    importMapping.parse({
      columns: guessMapping(columns),
      seller: '판매처',
      categoryKey: 'default',
    }),
  );
  const parsed: CaseRow[] = [];
  for await (const row of openFileRows(whole, format)) {
    parsed.push({ rowNumber: row.rowNumber, ...parse(row) });
  }
  return parsed;
}

describe('a file from', () => {
  it('no shape that is not in the table is in the folder', () => {
    expect(Object.keys(expectations).sort()).toEqual(readdirSync(folder).sort());
  });

  it.each(Object.entries(expectations))('%s is read as it says', async (file, expected) => {
    if (expected.refused !== undefined) {
      await expect(detectFormat(path.join(folder, file))).rejects.toMatchObject({
        reason: expected.refused,
      });
      return;
    }
    const format = await detectFormat(path.join(folder, file));
    expect(format.isEncodingCertain).toBe(expected.asks !== 'encoding');
    if (expected.asks !== undefined) return;
    const parsed = await readCase(file, expected.reading);
    const products = parsed.flatMap(({ product }) => (product === null ? [] : [product]));
    expect(products.map(({ externalId }) => externalId)).toEqual(expected.ids);
    const rejected = parsed.flatMap((each) =>
      each.rejection === null ? [] : [[each.rowNumber, each.rejection.code]],
    );
    expect(rejected).toEqual(expected.rejected ?? []);
    const warnings = parsed.flatMap((each) =>
      each.warnings.map(({ code }) => [each.product?.externalId, code]),
    );
    expect(warnings).toEqual(expected.warnings ?? []);
    for (const [id, product] of Object.entries(expected.products ?? {})) {
      expect(products.find(({ externalId }) => externalId === id)).toMatchObject(product);
    }
  });
});
