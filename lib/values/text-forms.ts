/**
 * One form for spellings that only look different: full-width digits, ㎏, ℃, ½, №. For comparing
 * and reading, not for keeping: "m²" becomes "m2".
 */
export function foldForms(text: string): string {
  // NFKC turns º and ˚ into other signs, and glues 1½ into 11/2.
  return text
    .replace(/[º˚]/g, '°')
    .replace(/(\d)([¼-¾⅐-⅞])/g, '$1 $2')
    .normalize('NFKC');
}

/**
 * The spelling that a catalogue keeps: full-width forms narrowed, spaces collapsed, and nothing
 * that PostgreSQL refuses (NUL, lone surrogates) or nobody sees (soft hyphens, byte order marks).
 */
export function tidyText(text: string): string {
  return text
    .replace(/[\uFF01-\uFFDC]+/g, (wide) => wide.normalize('NFKC'))
    .replace(/[\p{Cs}\u00AD\u200B\u2060\uFEFF]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .normalize('NFC')
    .trim();
}

/**
 * What two spellings of one value have in common, whatever their case, width, spaces and
 * punctuation. Between digits a sign still tells 2.1 from 21; a trailing + tells HDR10+ from HDR10.
 */
export function spellingKey(text: string): string {
  return foldForms(text)
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/(?<=\d)\s*[x×*✕]\s*(?=\d)/g, 'x')
    .replace(/(?<=\d)[^\p{L}\p{N}\p{M}]+(?=\d)/gu, (sign) => sign.trim().slice(0, 1) || ' ')
    .replace(/(?<!\d)[^\p{L}\p{N}\p{M}+#%°]+|[^\p{L}\p{N}\p{M}+#%°]+(?!\d)/gu, '')
    .trim();
}

const wordPattern =
  /\p{Script=Hangul}+|(?:(?!\p{Script=Hangul})[\p{L}\p{N}\p{M}]|(?<=\d)\.(?=\d)|[+#](?![\p{L}\p{N}]))+/gu;

const foldWords = (text: string): string =>
  foldForms(text)
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/(?<=\d)\s*[x×*✕]\s*(?=\d)/g, 'x');

const isWord = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);

/** The words of a text in spelling-key form; Hangul and other scripts border each other. */
export function spellingWords(text: string): string[] {
  return (foldWords(text).match(wordPattern) ?? []).filter(isWord);
}

/** The same words with their places in the folded text that they are words of. */
export function placeWords(text: string): {
  readonly folded: string;
  readonly words: readonly {
    readonly word: string;
    readonly start: number;
    readonly end: number;
  }[];
} {
  const folded = foldWords(text);
  const words = [...folded.matchAll(wordPattern)]
    .filter(({ 0: word }) => isWord(word))
    .map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
  return { folded, words };
}
