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

/** The words of a text in spelling-key form; Hangul and other scripts border each other. */
export function spellingWords(text: string): string[] {
  const folded = foldForms(text)
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/(?<=\d)\s*[x×*✕]\s*(?=\d)/g, 'x');
  return (
    folded.match(
      /\p{Script=Hangul}+|(?:(?!\p{Script=Hangul})[\p{L}\p{N}\p{M}]|(?<=\d)\.(?=\d)|[+#](?![\p{L}\p{N}]))+/gu,
    ) ?? []
  ).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
