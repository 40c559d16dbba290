/**
 * What the words beside a word make of it: "유리 아님" and "non leather" deny it, "인조 가죽" and
 * "생활방수" say something less, or something else.
 */
export type Bearing = 'plain' | 'qualified' | 'negated';

export interface WordBearing {
  readonly bearing: Bearing;
  /** Characters before and after the word that belong to what is said of it. */
  readonly before: number;
  readonly after: number;
  /** True for "무설탕 아님": denied twice, so that only a person can say what is meant. */
  readonly isTwice: boolean;
}

/** Nothing further off than this is about the word. */
const nearCharacters = 40;

const koreanPrefix = '(?<![\\p{L}\\p{N}])(?:무|비|노|논|탈|제로|낫)[\\s-]?';
const attachedPrefix = '(?<![\\p{L}\\p{N}])(?:미|불)';
const englishDenial =
  "(?<![\\p{L}\\p{N}])(?:non|not|no|without|w\\/o|never|(?:is|are|was|do|does|has|have)(?:\\s?n['’]?t|\\s+not)|cannot|can\\s?(?:['’]t|not)|lacks?|lacking|zero|excludes?|excluding|except|(?:free|instead)\\s+(?:of|from))[\\s-]*(?:(?:an?|any|the|be|have|has|include|use|contain|support|feature|real|genuine|made\\s+(?:of|from|with)|suitable\\s+for|safe\\s+for)\\s+)*";
const deniedBefore = new RegExp(`(?:${koreanPrefix}|${attachedPrefix}|${englishDenial})$`, 'iu');

const particles = '(?:(?:은|는|이|가|도|을|를|의|에|으로|로|와|과)(?![\\p{L}]))?';
/** Words between a thing and what is said of it that name nothing else. */
const linkNouns =
  '(?:기능|사용|세척|처리|여부|지원|제품|용도|용|가능|이용|장착|구성품?|포함|탑재|적용|내장|소재|재질|성분|원단|첨가|함유|연결|연동|호환|설치|기기|모드|단자|타입|방식|소재로|제작|function|support|mode|safe|resistant|material)';
const bridge = `${particles}[\\s:：=([·-]*(?:${linkNouns}${particles}[\\s:：=([·-]*){0,3}`;
/** Said of the noun itself; a verb that is denied may be another one ("방수라 젖지 않음"). */
const koreanDenial =
  '(?:아님|아닙|아닌|아니(?:다|오|요|에요|예요|라|고|며)?(?!\\p{Script=Hangul})|없음|없는|없이|없습|없다|없어|없고|안\\s?(?:됨|돼|되|함|합|하|된|한)|(?:(?:지원|포함|사용|적용|탑재|내장|가능)?(?:되|하|시키)|이)지\\s?(?:는\\s?|도\\s?)?(?:않|못|마|말)|(?:하|되)지(?:않|못)|못\\s?(?:함|하|씀|쓰)|불가능?|불허|불포함|금지|금물|미(?:지원|포함|탑재|적용|내장|장착|사용|함유|첨가|해당)|비(?:해당|적용|포함|대상|지원)|해당\\s?(?:없음|안)|제외|별매|별도\\s?(?:구매|판매|구입)|무첨가|프리(?!미엄|\\p{Script=Hangul})|제로(?!\\p{Script=Hangul}))';
const markDenial =
  '(?:[x×✕✗✘❌](?!\\s*[\\p{L}\\p{N}])|(?<=[:：=(]\\s*)(?:무|노|no|none|n\\/?a|false)(?![\\p{L}.]))';
const englishAfter =
  "(?:(?:(?:is|are|was)\\s+)?(?:not?(?![\\p{L}.])|never)|(?:is|are|do|does|was)n['’]?t(?!\\p{L})|free(?!\\s*(?:shipping|delivery|gift|size)|[\\p{L}])|less(?!\\p{L})|un(?:supported|available|safe)|prohibited|forbidden|excluded|sold\\s+separately|unavailable)";
const deniedAfter = new RegExp(
  `^(?:${bridge}(?:${koreanDenial}|${markDenial})|[\\s:：=(-]*(?:${linkNouns}[\\s:-]*){0,2}${englishAfter})\\)?`,
  'iu',
);

const qualifiedBefore =
  /(?<![\p{L}\p{N}])(?:(?:인조|합성|인공|모조|페이크|가짜|이미테이션|유사|비건|에코|생활|부분|간이|세미)\s?|[반준]|(?:faux|fake|imitation|artificial|synthetic|simulated|vegan|mock|pseudo|man-?made|semi|partial(?:ly)?|splash)[\s-]*)$/iu;
const qualifiedAfter =
  /^(?:\s?(?:풍(?!\p{Script=Hangul})|느낌|효과|질감)|[\s-](?:like|effect|look|style)(?!\p{L}))/iu;

/** Where one statement ends and the next begins; signs in brackets belong to what is before them. */
const clauseBorder = /[,;/|·\n\r•]|\.(?=\s|$)|(?:아니라|아니고|말고)\s|\sbut\s/giu;

const lengthOf = (found: RegExpExecArray | null): number => found?.[0].length ?? 0;

/** The part of `text` behind its last clause border. */
function lastClause(text: string): string {
  const borders = [...text.matchAll(clauseBorder)].filter(({ 0: sign }) =>
    /[,;/|·\n\r•.]/.test(sign),
  );
  const last = borders.at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

/** The part of `text` before its first clause border; "가 아니라" still belongs to it. */
function firstClause(text: string): string {
  const [first] = text.matchAll(clauseBorder);
  if (first === undefined) return text;
  return text.slice(0, first.index + (/\p{L}/u.test(first[0]) ? first[0].trimEnd().length : 0));
}

/** What the words directly around `[start, end)` of a text say of what stands there. */
export function readBearing(text: string, start: number, end: number): WordBearing {
  const ahead = lastClause(text.slice(Math.max(0, start - nearCharacters), start));
  const behind = firstClause(text.slice(end, end + nearCharacters));
  const denied = {
    before: lengthOf(deniedBefore.exec(ahead)),
    after: lengthOf(deniedAfter.exec(behind)),
  };
  if (denied.before + denied.after > 0) {
    return { bearing: 'negated', ...denied, isTwice: denied.before > 0 && denied.after > 0 };
  }
  const qualified = {
    before: lengthOf(qualifiedBefore.exec(ahead)),
    after: lengthOf(qualifiedAfter.exec(behind)),
  };
  const isQualified = qualified.before + qualified.after > 0;
  return { bearing: isQualified ? 'qualified' : 'plain', ...qualified, isTwice: false };
}

const anyDenial = new RegExp(
  `${koreanDenial}|지\\s?(?:는\\s?|도\\s?)?(?:않|못|마|말)|${markDenial}|(?<![\\p{L}])(?:no|not|non|none|without|never|un(?:supported|available)|(?:is|are|do|does)n['’]?t)(?![\\p{L}.])`,
  'iu',
);

/** Whether anything at all is denied in the text, whatever it is. */
export function holdsDenial(text: string): boolean {
  return anyDenial.test(text);
}

/** Whether the whole text begins with a denial of what was named before it: "사용 금지", "되지 않음". */
export function isDenial(text: string): boolean {
  return deniedAfter.test(text);
}

/** The statements of a text, each with its place. */
export function splitClauses(text: string): { readonly text: string; readonly start: number }[] {
  const clauses: { text: string; start: number }[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[,;/|·\n\r•]/.test(sign)) {
      clauses.push({ text: text.slice(start, at), start });
      start = at + 1;
    }
  }
  return [...clauses, { text: text.slice(start), start }];
}

const isOfWord = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{Script=Latin}\p{N}]/u.test(sign);

/** Places where `part` stands, no Latin letter or digit going on at either end; case does not matter. */
export function findWords(
  text: string,
  part: string,
): readonly { readonly start: number; readonly end: number }[] {
  const folded = text.toLowerCase();
  const wanted = part.toLowerCase();
  // Folding that changes lengths would change places too.
  if (folded.length !== text.length || wanted.trim() === '') return [];
  const places: { start: number; end: number }[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const isCut =
      (isOfWord(folded[at]) && isOfWord(folded[at - 1])) ||
      (isOfWord(folded[end - 1]) && isOfWord(folded[end]));
    if (!isCut) places.push({ start: at, end });
  }
  return places;
}

/** Whether the text denies any of the spellings somewhere, whatever else it says of them. */
export function isDeniedAnywhere(text: string, spellings: readonly string[]): boolean {
  return spellings.some((spelling) =>
    findWords(text, spelling).some(
      ({ start, end }) => readBearing(text, start, end).bearing === 'negated',
    ),
  );
}

const deniesAtEnd = new RegExp(`(?:${koreanDenial}|${markDenial})\\s*$`, 'iu');

/** Whether a text that was read as a value says of itself that it is not so: "유리 아님". */
export function isDeniedText(text: string): boolean {
  const [first = ''] = text.match(/^\s*(?:not|non|no)(?=[\s-])/iu) ?? [];
  return first !== '' || deniesAtEnd.test(text.trim());
}
