/**
 * The leaf in which products wait for a category. It is a row of the tree rather than the lack of one:
 * lists, filters, queues, tallies, moves and their undo hold for 미분류 as for every other category.
 * It has no schema and nothing below it, and nobody can give it either.
 */
export const uncategorised = {
  key: 'uncategorised',
  nameKo: '미분류',
  nameEn: 'Uncategorised',
} as const;

export function isUncategorised(key: string): boolean {
  return key === uncategorised.key;
}

/** Whether a file's words for a category say that there is none. */
export function saysUncategorised(words: string): boolean {
  return /^(?:미분류|미지정|분류 ?없음|카테고리 ?없음|uncategori[sz]ed|-)$/iu.test(words.trim());
}
