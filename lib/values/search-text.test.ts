import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findMatches,
  hangulToKeys,
  keysToHangul,
  readQuery,
  searchForm,
  searchInitials,
  searchLetters,
} from './search-text';

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCodePoint(code));
const hangul = fc.array(syllable, { minLength: 1, maxLength: 8 }).map((all) => all.join(''));

const find = (text: string, query: string) => findMatches(text, readQuery(query));
const marked = (text: string, query: string) =>
  find(text, query)?.ranges.map(({ start, end }) => text.slice(start, end)) ?? null;

describe('search as people type it', () => {
  it('types Hangul in the English layout and back without loss', () => {
    fc.assert(fc.property(hangul, (text) => keysToHangul(hangulToKeys(text)) === text));
  });

  it('finds every part of a text by its syllables, by its keys and by its initials', () => {
    fc.assert(
      fc.property(hangul, hangul, hangul, (before, wanted, after) => {
        const text = `${before} ${wanted} ${after}`;
        expect(find(text, wanted)).not.toBeNull();
        const initials = [...wanted].map((each) => leads[leadOf(each)]).join('');
        expect(find(text, initials)).not.toBeNull();
        if (wanted.length > 1) expect(find(text, hangulToKeys(wanted))).not.toBeNull();
      }),
    );
  });

  it('finds a text at every key on the way to it', () => {
    fc.assert(
      fc.property(hangul, (text) => {
        const keys = hangulToKeys(text);
        for (let length = 1; length <= keys.length; length += 1) {
          const typed = keysToHangul(keys.slice(0, length));
          if (typed !== null && !hasCompoundAhead(keys, length)) {
            expect(find(text, typed), typed).not.toBeNull();
          }
        }
      }),
    );
  });

  it('says of any text the same, however it is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchForm(text.normalize('NFD'))).toBe(searchForm(text.normalize('NFC')));
        expect(searchForm(searchForm(text))).toBe(searchForm(text));
        expect(searchLetters(searchForm(text))).toHaveLength(searchForm(text).length);
      }),
    );
  });

  it.each([
    ['스테인리스 텀블러', 'ㅅㅌ', ['스테']],
    ['스테인리스 텀블러', 'ㅅㅌㅇㄹㅅ ㅌㅂㄹ', ['스테인리스', '텀블러']],
    ['스테인리스 텀블러', 'tmxpdls', ['스테인']],
    ['스테인리스 텀블러', '텀블러 스테인레', null],
    ['갤럭시 S24 울트라', '갤럭시s24', ['갤럭시 S24']],
    ['무선청소기', '무선 청소기', ['무선청소기']],
    ['무선 청소기', '무선청소기', ['무선 청소기']],
    ['LG 그램 17Z90S-GA5CK', '17z90s ga5', ['17Z90S', 'GA5']],
    ['LG 그램 17Z90S-GA5CK', '17Z90SGA5CK', ['17Z90S-GA5CK']],
    ['삼성 SM-G991N', 'smg991', ['SM-G991']],
    ['Samsung 냉장고', 'ㄴ므녀ㅜㅎ', ['Samsung']],
    ['LG 냉장고', 'ㅣㅎ', ['LG']],
    ['SSD 1TB', 'ㄴㄴㅇ', ['SSD']],
    ['이하 제품', 'LG', null],
    ['티셔츠 M', 'XL', null],
    ['서울 우유', '성', ['서울']],
    ['27인치 QHD(2560×1440)', '2560x1440', ['2560×1440']],
    ['15.6인치', '15.6', ['15.6']],
    ['156인치', '15.6', null],
    ['ＦＵＬＬ ＨＤ', 'full hd', ['ＦＵＬＬ', 'ＨＤ']],
    ['닭가슴살', 'ㄷㄱㅅㅅ', ['닭가슴살']],
    ['닭가슴살', 'ㄷㄳㅅ', ['닭가슴살']],
    ['바삭 과자', 'ㅄ', ['바삭']],
    ['리한나', 'ㅀㄴ', ['리한나']],
  ])('%s, asked for %s, answers %j', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it('prefers a text that begins with the query, and the whole syllable to one under way', () => {
    expect(find('모니터 암', '모니터')?.rank).toBe(0);
    expect(find('게이밍 모니터', '모니터')?.rank).toBe(1);
    expect(find('게이밍 모니터', 'ㅁㄴㅌ')?.rank).toBe(2);
    expect(find('게이밍 모니터', '모닡')?.rank).toBe(3);
  });

  it.each([
    ['모니터', 'ahslxj'],
    ['닭갈비 TV', 'ekfrrkfql TV'],
    ['꽃 ㅄ', 'Rhc qt'],
    ['ＦＵＬＬ 꽃'.normalize('NFD'), 'FULL Rhc'],
    ['\u1100\u1109', 'rt'],
  ])('types %s by the keys %s', (text, keys) => {
    expect(hangulToKeys(text)).toBe(keys);
  });

  it.each(['nla', 'TV', 'r', 'ahslxjt-'])('takes the keys %j for no syllables', (keys) => {
    expect(keysToHangul(keys)).toBeNull();
  });

  it('writes initials twice, so that two of them fill a trigram, and nothing of Latin', () => {
    expect(searchInitials(searchForm('스테 TV'))).toBe('ssll ');
  });
});

const leads = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const leadOf = (letter: string): number =>
  Math.floor(((letter.codePointAt(0) ?? 0) - 0xac00) / (21 * 28));

/** A vowel or a final of two keys is another letter after its first key: ㅗ on the way to ㅘ. */
function hasCompoundAhead(keys: string, length: number): boolean {
  return /[hnm]$/.test(keys.slice(0, length)) || /[rsfq]$/.test(keys.slice(0, length));
}
