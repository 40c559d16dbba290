/** A word of a text in the form that names are compared in, with its UTF-16 offsets. */
export interface CategoryWord {
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /[\p{L}\p{N}]+/gu;

/** Folded case and width; an English plural reads as its singular. */
export function toCategoryForm(word: string): string {
  const form = word.normalize('NFKC').toLowerCase();
  if (!/^[a-z]{4,}$/.test(form)) return form;
  if (/ies$/.test(form)) return `${form.slice(0, -3)}y`;
  if (/(?:s|x|ch|sh)es$/.test(form)) return form.slice(0, -2);
  return /[^su]s$/.test(form) ? form.slice(0, -1) : form;
}

export function readCategoryWords(text: string): CategoryWord[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    form: toCategoryForm(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What comes with the product, or what it is for, says nothing of what it is. */
const giftPattern =
  /\+|\S*\s*(?:증정|포함)|사은품|\bwith\b|\bincl(?:udes|uding|\.)|\bfor\b|\bfits\b|\bcompatible\b|호환/iu;
const bracketPattern = /\([^)]*\)|\[[^\]]*\]|（[^）]*）|【[^】]*】/gu;

/**
 * The part of a title that names the product itself, as long as the title, so that offsets hold:
 * brackets are blanked unless nothing is left, and so is what stands behind `+`, `for` or `with`.
 */
export function keepHead(title: string): string {
  const open = title.replace(bracketPattern, (part) => ' '.repeat(part.length));
  const text = /[\p{L}]/u.test(open) ? open : title;
  const gift = giftPattern.exec(text);
  const kept =
    gift && /[\p{L}]/u.test(text.slice(0, gift.index)) ? text.slice(0, gift.index) : text;
  return kept.padEnd(title.length);
}

/** Nouns that make of the noun before them something that belongs to it. */
const dependants = [
  '거치대 받침대 스탠드 가방 파우치 케이스 커버 필름 보호필름 강화유리 충전기 어댑터 배터리 키스킨 스킨',
  '케이블 리모컨 리모콘 필터 브러시 브러쉬 먼지봉투 부품 액정 패널 힌지 뚜껑 패킹 내솥 빨대 손잡이 홀더',
  '거치봉 브라켓 브래킷 마운트 세척제 세정제 클리너 청소솔 청소포 끈 스트랩 밴드 이어팁 이어패드 스티커',
  '데스크 책상 선반 정리함 수납함 덮개 매트 깔창 걸이 건조대 보호대 트레이 젠더 허브 독 쿨러 잠금장치',
  'stand holder case cover sleeve bag pouch film protector charger adapter battery cable remote filter brush',
  'part lid gasket straw handle bracket mount arm cleaner strap band tip pad sticker desk shelf rack tray hub dock',
  'cooler lock skin decal bulb nozzle hose replacement',
]
  .join(' ')
  .split(' ');
const dependantWords = new Set(dependants);
const koreanDependants = dependants.filter((word) => /^[가-힣]{2,}$/.test(word));

/** Whether a word, or the last noun of a Korean compound, is such a noun. */
export function isDependant(word: string): boolean {
  const form = word.replace(/용$/u, '');
  return dependantWords.has(form) || koreanDependants.some((word) => form.endsWith(word));
}
