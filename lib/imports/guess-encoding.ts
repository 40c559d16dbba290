import { sniffUtf16, type TextEncoding } from './file-format';

export interface EncodingGuess {
  readonly encoding: TextEncoding;
  /** False when no encoding fits; `encoding` is then the least wrong one. */
  readonly isCertain: boolean;
}

const leastShare = 0.9;

/**
 * The encoding of a text, from a sample that starts at the file's first byte and may end inside a
 * character. UTF-8 cannot be met by chance; CP949 is believed when it reads as Korean.
 */
export function guessEncoding(sample: Uint8Array): EncodingGuess {
  const utf16 = sniffUtf16(sample);
  if (utf16 !== null) return { encoding: utf16, isCertain: true };
  const utf8 = countUtf8(sample);
  if (utf8.broken === 0 || utf8.whole > utf8.broken) return { encoding: 'utf-8', isCertain: true };
  const korean = countCp949(sample);
  if (korean.hangul > 0) {
    const fits = korean.pairs / (korean.pairs + korean.broken) >= leastShare;
    const reads = korean.hangul / Math.max(1, korean.pairs - korean.signs) >= leastShare * 0.8;
    if (fits && reads) return { encoding: 'euc-kr', isCertain: true };
  }
  const isLikelyKorean = korean.pairs > korean.broken && korean.hangul * 2 > korean.pairs;
  return { encoding: isLikelyKorean ? 'euc-kr' : 'windows-1252', isCertain: false };
}

/** Characters of more than one byte that are whole, and bytes that belong to none. */
function countUtf8(bytes: Uint8Array): { readonly whole: number; readonly broken: number } {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at += 1;
      continue;
    }
    const length = byte >= 0xc2 && byte < 0xe0 ? 2 : byte < 0xf0 && byte >= 0xe0 ? 3 : 4;
    if (byte < 0xc2 || byte > 0xf4) {
      broken += 1;
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < at + length && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end += 1;
    if (end === at + length) whole += 1;
    else if (end < bytes.length) broken += 1;
    at = end;
  }
  return { whole, broken };
}

interface KoreanCount {
  /** Two-byte characters; syllables and signs are among them. */
  readonly pairs: number;
  /** Syllables of KS X 1001, of which nearly all Korean text is made. */
  readonly hangul: number;
  readonly signs: number;
  readonly broken: number;
}

function countCp949(bytes: Uint8Array): KoreanCount {
  let [pairs, hangul, signs, broken] = [0, 0, 0, 0];
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const trail = bytes[at + 1];
    if (trail === undefined) break;
    const isExtension =
      lead >= 0x81 &&
      lead <= 0xc6 &&
      ((trail >= 0x41 && trail <= 0x5a) ||
        (trail >= 0x61 && trail <= 0x7a) ||
        (trail >= 0x81 && trail <= 0xfe));
    const isStandard = lead >= 0xa1 && lead <= 0xfd && trail >= 0xa1 && trail <= 0xfe;
    if (!isExtension && !isStandard) {
      broken += 1;
      at += 1;
      continue;
    }
    pairs += 1;
    if (isStandard && lead >= 0xb0 && lead <= 0xc8) hangul += 1;
    else if (isStandard && lead < 0xb0) signs += 1;
    at += 2;
  }
  return { pairs, hangul, signs, broken };
}
