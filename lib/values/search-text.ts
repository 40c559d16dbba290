import { convertHangulToQwerty, convertQwertyToHangul } from 'es-hangul';

/*
 * Search as people type it. A text is compared by its form: small letters, digits and conjoining
 * jamo, so that spaces, hyphens, case, width and accents do not matter and a word that is still
 * being typed is found by its beginning. The functions `search_form`, `search_letters` and
 * `search_initials` of the database say the same, and a test holds them together.
 */

/** What a form consists of: digits, Latin, Greek, Cyrillic, jamo, kana, Han; `.` between digits. */
const kept = /[0-9a-z\u0370-\u052f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]/u;
const digit = /[0-9]/;

const firstLead = 0x1100;
const firstVowel = 0x1161;
const firstTail = 0x11a7;
const leadCount = 19;
const vowelCount = 21;
const tailCount = 28;

const isLead = (char: string): boolean => isBetween(char, firstLead, leadCount);
const isVowel = (char: string): boolean => isBetween(char, firstVowel, vowelCount);
const isTail = (char: string): boolean => isBetween(char, firstTail + 1, tailCount - 1);

function isBetween(char: string, first: number, count: number): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code >= first && code < first + count;
}

interface FormUnit {
  readonly char: string;
  /** Place of the letter that it came from, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

/** What is no sign: letters and digits, blanks, what joins emoji. */
const noSign =
  /[\s\u0000-\u001f\u007f-\u00a0\u200b-\u200d\ufe0e\ufe0f0-9A-Za-z\u00aa-\u024f\u0300-\u052f\u1100-\u11ff\u1e00-\u1eff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]/gu;

/** The signs of a text, each once: what its form leaves out. */
export function searchSigns(text: string): string[] {
  return [...new Set(text.normalize('NFKC').replace(noSign, ''))].sort(byCodePoint);
}

const byCodePoint = (one: string, other: string): number =>
  (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);

/** The form letter by letter, each with the place in the text that it stands for. */
function formUnits(text: string): FormUnit[] {
  const all: FormUnit[] = [];
  let start = 0;
  for (const letter of text) {
    const end = start + letter.length;
    const plain = letter.replace(/[×✕]/u, 'x').normalize('NFKD').toLowerCase();
    for (const char of plain) all.push({ char, start, end });
    start = end;
  }
  return all.filter(({ char }, place) => {
    if (char !== '.') return kept.test(char);
    return digit.test(all[place - 1]?.char ?? '') && digit.test(all[place + 1]?.char ?? '');
  });
}

/** "스테인리스 SM-G991" → "스테인리스smg991", its Hangul as jamo. */
export function searchForm(text: string): string {
  return formUnits(text)
    .map(({ char }) => char)
    .join('');
}

const leadLetters = 'kgntdrmbpsfqjzchlvx';
const vowelLetters = 'aeaeoeoeowwwouuuyuyii';
const tailLetters = 'kkknnntrrrrrrrrmbbsfqjchlvx';

const letterOf = new Map<string, string>([
  ...[...leadLetters].map((letter, at) => [String.fromCodePoint(firstLead + at), letter] as const),
  ...[...vowelLetters].map(
    (letter, at) => [String.fromCodePoint(firstVowel + at), letter] as const,
  ),
  ...[...tailLetters].map(
    (letter, at) => [String.fromCodePoint(firstTail + 1 + at), letter] as const,
  ),
]);

/** A form in ASCII, sounds alike put together: what the trigram index knows, in any locale. */
export function searchLetters(form: string): string {
  return [...form].map((char) => letterOf.get(char) ?? char).join('');
}

/**
 * The initial consonants of a form (초성), each twice so that two of them fill a trigram; a space
 * for whatever is not Hangul.
 */
export function searchInitials(form: string): string {
  return form
    .replace(/[\u1161-\u1175\u11a8-\u11c2]/gu, '')
    .replace(/[^\u1100-\u1112]+/gu, ' ')
    .replace(/[\u1100-\u1112]/gu, (lead) => searchLetters(lead).repeat(2));
}

// ---------- the two layouts of a Korean keyboard (두벌식)

/** ㅄ of an input method is one old jamo: neither a lead nor a tail of today. */
const anyJamo = /[\u1100-\u11ff]/;
const lonelyLeads = /[\u1100-\u1112]/g;
const jamoAndSyllables = /[^ㄱ-ㅣ가-힣]+/g;

/** The keys of the English layout that type a text in the Hangul layout: "모니터" → "ahslxj". */
export function hangulToKeys(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(lonelyLeads, keysOfLead)
    .replace(jamoAndSyllables, (other) => other.normalize('NFKD'));
  return convertHangulToQwerty(plain);
}

function keysOfLead(lead: string): string {
  return convertHangulToQwerty(`${lead}ᅡ`.normalize('NFC')).slice(0, -1);
}

/** What the keys type in the Hangul layout: "ahslxj" → "모니터"; null unless whole syllables. */
export function keysToHangul(keys: string): string | null {
  // Shift changes these letters alone; the others are the same with it.
  const typed = keys.replace(/[^RTEQWOP]/g, (key) => key.toLowerCase());
  const hangul = typeHangul(typed);
  return hangul !== null && /^[가-힣0-9]+$/.test(hangul) ? hangul : null;
}

/** The package throws on vowels that make no syllable together. */
function typeHangul(keys: string): string | null {
  try {
    return convertQwertyToHangul(keys);
  } catch {
    return null;
  }
}

// ---------- what is asked for

/** One word of a query: found when one of its readings is. */
export interface SearchTerm {
  /** As typed, and as the other layout of the keyboard would have typed it. */
  readonly forms: readonly string[];
  /** Initial consonants as `searchInitials` writes them; null unless the word is nothing else. */
  readonly initials: string | null;
  /** Signs that are searched for where nothing else is: each has to be there. */
  readonly signs: readonly string[];
  /** The form when the last consonant begins the next syllable: "모닡" on the way to 모니터. */
  readonly composing: string | null;
}

/** Shorter words of the other layout would be found everywhere: "XL" is a size, not 티. */
const shortestOtherSyllables = 2;

/** The words of a query with their readings; every word has to be found. Beside words, signs say nothing. */
export function readQuery(query: string): SearchTerm[] {
  const terms = query.split(/\s+/u).flatMap((word) => {
    const form = searchForm(word);
    return form === '' ? [] : [{ ...readWord(word, form), signs: [] }];
  });
  const signs = terms.length > 0 ? [] : searchSigns(query);
  return signs.length > 0 ? [{ forms: [], initials: null, composing: null, signs }] : terms;
}

function readWord(word: string, form: string): Omit<SearchTerm, 'signs'> {
  const isSyllabic = [...form].some(isVowel);
  if (!isSyllabic && !anyJamo.test(form)) {
    const other = keysToHangul(word.replace(/[^0-9A-Za-z]/g, ''));
    const isLikely = (other?.match(/[가-힣]/g) ?? []).length >= shortestOtherSyllables;
    const forms = other !== null && isLikely ? [form, searchForm(other)] : [form];
    return { forms, initials: null, composing: null };
  }
  const keys = hangulToKeys(word);
  const latin = searchForm(keys);
  return {
    forms: latin.length > 1 ? [form, latin] : [form],
    initials: isSyllabic ? null : initialsOfKeys(keys),
    composing: isSyllabic ? openLastTail(form) : null,
  };
}

/** The input method joins ㄱㅅ into ㄳ; its keys say that they were two. */
function initialsOfKeys(keys: string): string | null {
  const leads = [...keys].map(leadOfKey);
  return leads.every(isLead) ? searchInitials(leads.join('')) : null;
}

/** The conjoining consonant of a key; something else for any other key. */
function leadOfKey(key: string): string {
  return convertQwertyToHangul(key).normalize('NFKD');
}

/** Keys of a syllable with no consonant at its end. */
const openKeys = 'rk';

function openLastTail(form: string): string | null {
  const last = form.at(-1) ?? '';
  if (!isTail(last)) return null;
  const keys = hangulToKeys(`가${last}`).slice(openKeys.length);
  const lead = leadOfKey(keys.slice(-1));
  const [, , tail = ''] = convertQwertyToHangul(openKeys + keys.slice(0, -1)).normalize('NFKD');
  return form.slice(0, -1) + tail + lead;
}

// ---------- what is found

/** A stretch of a text in UTF-16 units, `end` not included. */
export interface FoundRange {
  readonly start: number;
  readonly end: number;
}

/** How well a text answers: 0 begins with it, then holds it, by its initials, while composing. */
export type MatchRank = 0 | 1 | 2 | 3;

interface Match {
  readonly rank: MatchRank;
  readonly range: FoundRange;
}

/** Where the words of a query stand in a text, and how well; null when one is missing. */
export function findMatches(
  text: string,
  terms: readonly SearchTerm[],
): { readonly rank: MatchRank; readonly ranges: readonly FoundRange[] } | null {
  const units = formUnits(text);
  const found = terms.map((term) =>
    term.signs.length > 0 ? findSigns(text, term.signs) : findTerm(units, term),
  );
  const matches = found.flatMap((match) => (match === null ? [] : [match]));
  if (matches.length < found.length) return null;
  const rank = matches.reduce<MatchRank>(
    (worst, each) => (each.rank > worst ? each.rank : worst),
    0,
  );
  return { rank, ranges: joinRanges(matches.map(({ range }) => range)) };
}

/** Where those words of a query stand that a text holds; others may stand elsewhere. */
export function findRanges(text: string, terms: readonly SearchTerm[]): readonly FoundRange[] {
  return joinRanges(terms.flatMap((term) => findMatches(text, [term])?.ranges ?? []));
}

function findSigns(text: string, signs: readonly string[]): Match | null {
  const held = new Set(searchSigns(text));
  const [first = ''] = signs;
  if (!signs.every((sign) => held.has(sign))) return null;
  // A wide sign is another letter than the one that stands for it.
  const letters = [...text];
  const at = letters.findIndex((letter) => letter.normalize('NFKC').includes(first));
  const start = letters.slice(0, at).join('').length;
  return { rank: at === 0 ? 0 : 1, range: { start, end: start + (letters[at] ?? '').length } };
}

function findTerm(units: readonly FormUnit[], term: SearchTerm): Match | null {
  for (const form of term.forms) {
    const at = placeOf(units, form);
    if (at !== null) return { rank: at.isFirst ? 0 : 1, range: at.range };
  }
  if (term.initials !== null) {
    const wanted = term.initials.replace(/(.)\1/g, '$1');
    const leads = units.filter(({ char }) => !isVowel(char) && !isTail(char));
    const asLetters = leads.map((unit) => ({
      ...unit,
      char: isLead(unit.char) ? searchLetters(unit.char) : ' ',
    }));
    const at = placeOf(asLetters, wanted);
    if (at !== null) return { rank: 2, range: at.range };
  }
  const at = term.composing === null ? null : placeOf(units, term.composing);
  return at === null ? null : { rank: 3, range: at.range };
}

function placeOf(
  units: readonly FormUnit[],
  wanted: string,
): { readonly isFirst: boolean; readonly range: FoundRange } | null {
  const at = units
    .map(({ char }) => char)
    .join('')
    .indexOf(wanted);
  const first = units[at];
  const last = units[at + wanted.length - 1];
  if (at === -1 || !first || !last) return null;
  return { isFirst: at === 0, range: { start: first.start, end: last.end } };
}

function joinRanges(ranges: readonly FoundRange[]): FoundRange[] {
  const joined: FoundRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else joined.push(range);
  }
  return joined;
}
