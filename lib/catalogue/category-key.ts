// Revised Romanisation letter by letter: a key has to be readable and stable, not pronounceable.
const initials = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ');
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = '- k k k n n n t l k m p t t p l m p p t t ng t t k t p h'.split(' ');

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const maximumKeyLength = 80;

/**
 * A category key made of a name: "무선청소기" → "museoncheongsogi", "USB 허브" → "usb-heobeu".
 * A number is added while `isTaken` says so. Names without a letter or digit become "category".
 */
export function makeCategoryKey(name: string, isTaken: (key: string) => boolean): string {
  const slug = [...name.normalize('NFC')]
    .map(romanise)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maximumKeyLength - 6)
    .replace(/^-+|-+$/g, '');
  const base = slug || 'category';
  let key = base;
  for (let count = 2; isTaken(key); count += 1) key = `${base}-${count}`;
  return key;
}

function romanise(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < firstSyllable || code > lastSyllable) return character;
  const index = code - firstSyllable;
  const initial = initials[Math.floor(index / 588)]!;
  const vowel = vowels[Math.floor((index % 588) / 28)]!;
  const final = finals[index % 28]!;
  return `${initial === '-' ? '' : initial}${vowel}${final === '-' ? '' : final}`;
}
