import type { AttributeDefinition } from './contract';
import type { Span } from './complete-span';
import { namesOf } from './normalise-boolean';
import { placeWords, spellingKey, spellingWords, tidyText } from './text-forms';

/** One `name: value` of a text; offsets are those of the value, UTF-16. */
export interface NamedStatement extends Span {
  readonly name: string;
  readonly value: string;
}

const separator = /\s+\/\s+|\s+\|\s+|\s*[\n\r;•]\s*/gu;
const comma = /,\s+/gu;
const statement = /^(?:[\s\-*·‧]|\[[^\]\n]{1,30}\])*(\p{L}[^:：=]{0,39}?)\s*[:：=]\s*(\S.*?)\s*$/su;

/** Pieces of a text with their places; a text without any separator is cut at its commas. */
function cut(text: string): { readonly text: string; readonly start: number }[] {
  const borders = [...text.matchAll(separator)];
  const used = borders.length > 0 ? borders : [...text.matchAll(comma)];
  let start = 0;
  const pieces = used.map((border) => {
    const piece = { text: text.slice(start, border.index), start };
    start = border.index + border[0].length;
    return piece;
  });
  return [...pieces, { text: text.slice(start), start }];
}

/** Every `name: value` of a text, in order. */
export function readStatements(text: string): NamedStatement[] {
  return cut(text).flatMap(({ text: piece, start: offset }) => {
    const [whole = '', name = '', value = ''] = statement.exec(piece) ?? [];
    if (value === '') return [];
    const start = offset + whole.trimEnd().length - value.length;
    return [{ name: name.trim(), value, start, end: start + value.length }];
  });
}

/** What the text states of the attribute under one of its names. */
export function statementsOf(text: string, attribute: AttributeDefinition): NamedStatement[] {
  const names = new Set(namesOf(attribute).map(spellingKey));
  return readStatements(text).filter(({ name }) => names.has(spellingKey(name)));
}

/** Words that say to look elsewhere, which is nearly always a picture: "상세페이지 참조". */
const referral =
  /(?:(?:상품\s*)?상세\s*(?:페이지|설명|정보|이미지|내용|컷)?|(?:제품|상품)\s*(?:설명|정보|이미지)|본문|이미지|사진|하단|아래)\s*(?:을|를|에서|내|의)?\s*(?:별도\s*)?(?:참[조고]|확인|표[시기]|기재|문의)|(?:see|refer(?:\s+to)?|check|as\s+shown\s+in)\s+(?:the\s+)?(?:images?|pictures?|photos?|product\s+(?:page|detail\w*)|detail\w*|description)/iu;

/** True when a text only says to look elsewhere. */
export const isReferral = (text: string): boolean => referral.test(text);

const nothing =
  /^(?:[-–—.·/]+|없음|해당\s*(?:사항\s*)?없음|해당\s*무|미정|n\s*\/?\s*a|none|null|unknown|tbd)$/iu;

/** True for what stands where a value could, and is none: "-", "해당 없음", "상세페이지 참조". */
export function isNoValue(text: string): boolean {
  const tidied = tidyText(text);
  return tidied === '' || nothing.test(tidied) || isReferral(tidied);
}

const particle = /^(?:은|는|이|가|도|을|를|의|에|으로|로|와|과|및)$/u;
/** A single letter is a name of nothing. */
const leastNameLength = 2;

/** Whether a name of the attribute stands in the text as words of its own, particles allowed. */
export function isMentioned(text: string, attribute: AttributeDefinition): boolean {
  const { words } = placeWords(text);
  return namesOf(attribute).some((name) => {
    const wanted = spellingWords(name);
    if (wanted.join('').length < leastNameLength) return false;
    return words.some((_word, at) =>
      wanted.every((part, place) => {
        const word = words[at + place]?.word ?? '';
        const isLast = place === wanted.length - 1;
        return word === part || (isLast && word.startsWith(part) && isBare(word, part));
      }),
    );
  });
}

/** "무게는" is 무게; "무게감" is not. */
const isBare = (word: string, part: string): boolean => particle.test(word.slice(part.length));

const address = /https?:\/\/\S+|\S+\.(?:jpe?g|png|gif|webp|avif|svg)\b/giu;
const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Fewer letters and digits beside the title than this say next to nothing of a product. */
const leastBody = 20;
/** A title of so many letters says something by itself, where no picture says more. */
const leastTitle = 40;

/** The texts of a listing, and how many pictures it has that nobody read. */
export interface ListingSource {
  readonly title: string;
  readonly spec: string;
  readonly description: string;
  readonly imageCount: number;
}

/**
 * True for a listing that is only pictures, or nearly without text: what it does not say may well
 * stand in what was not read, so that nothing follows from its silence.
 */
export function isTooLittleText({ title, spec, description, imageCount }: ListingSource): boolean {
  const said = [spec, description].flatMap((text) =>
    cut(text.replace(address, ' ')).map(({ text: piece }) => (isReferral(piece) ? '' : piece)),
  );
  if (lettersIn(said.join(' ')) >= leastBody) return false;
  return imageCount > 0 || lettersIn(title) < leastTitle;
}
