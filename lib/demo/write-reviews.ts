import type { Random } from '../statistics/seeded-random';
import type { Facts, Language } from './recipe';
import type { DemoModel } from './render-listing';

/** A sentence of a customer review that judges one attribute; UTF-16 offsets `[start, end)`. */
export interface ReviewMention {
  readonly attributeKey: string;
  readonly sentiment: 'positive' | 'negative';
  readonly start: number;
  readonly end: number;
}

export interface DemoReview {
  readonly seller: string;
  readonly externalId: string;
  /** As shops show it: first letters, the rest masked. */
  readonly author: string;
  /** 1 to 5. */
  readonly rating: number;
  /** `2026-03-14`. */
  readonly date: string;
  readonly language: Language;
  readonly text: string;
  readonly mentions: readonly ReviewMention[];
}

const general: Readonly<
  Record<Language, Readonly<Record<'good' | 'mixed' | 'bad', readonly string[]>>>
> = {
  ko: {
    good: [
      '배송이 빨라서 좋았어요',
      '가격 대비 아주 만족합니다',
      '포장이 꼼꼼했어요',
      '재구매 의사 있어요',
      '부모님 선물로 드렸는데 좋아하세요',
      '고민하다 샀는데 잘 산 것 같아요',
      '상품 설명 그대로예요',
      '주변에도 추천했어요',
      '벌써 두 번째 구매입니다',
      '마감이 깔끔해요',
    ],
    mixed: [
      '그냥 무난합니다',
      '가격 생각하면 쓸 만해요',
      '좀 더 써 봐야 알 것 같아요',
      '기대가 컸는지 보통이에요',
      '나쁘지 않은데 특별하지도 않아요',
    ],
    bad: [
      '배송이 일주일이나 걸렸어요',
      '박스가 찌그러져서 왔어요',
      '설명과 달라서 실망했어요',
      '고객센터 연결이 안 돼요',
      '한 달도 안 돼서 고장 났어요',
      '반품하고 싶어요',
    ],
  },
  en: {
    good: [
      'Arrived quickly.',
      'Great value for the money.',
      'Exactly as described.',
      'Would buy again.',
    ],
    mixed: ['It does the job.', 'Fine for the price.', 'About what I expected.'],
    bad: ['The box was crushed.', 'Not as described.', 'Stopped working after a month.'],
  },
};

const syllables = [...'김이박최정강조윤장임한오서신권황안송류홍'];
const daysOfDemo = 540;
const lastDay = Date.UTC(2026, 5, 30);
const millisecondsPerDay = 86_400_000;

const endings = {
  good: ['.', '.', '', '~', '^^', 'ㅎㅎ'],
  mixed: ['.', '.', '', '~'],
  bad: ['.', '.', '', 'ㅠㅠ', '..'],
} as const;

function moodOf(rating: number): 'good' | 'mixed' | 'bad' {
  if (rating >= 4) return 'good';
  return rating === 3 ? 'mixed' : 'bad';
}

function writeAuthor(random: Random, language: Language): string {
  if (language === 'en') return `${random.pick([...'ABCDEGHJKLMNRST'])}***`;
  return random.chance(0.5)
    ? `${random.pick(syllables)}**`
    : `${random.pick([...'abcdehjklmnrsty'])}${random.pick([...'aeiouy'])}${'*'.repeat(random.integer(3, 6))}`;
}

function fillValue(random: Random, template: string, key: string, model: DemoModel, facts: Facts) {
  if (!template.includes('{}')) return template;
  const attribute = model.recipe.attributes.find(({ definition }) => definition.key === key);
  const value = facts[key]?.[0];
  if (!attribute || value === undefined) return null;
  const usable = attribute
    .spell(value, model.language, true)
    .filter((spelling) => spelling.value !== null);
  return usable.length === 0 ? null : template.replace('{}', random.pick(usable).surface);
}

/** Invented customer reviews of one listing, up to `most`. */
export function writeReviews(
  random: Random,
  model: DemoModel,
  listing: { readonly seller: string; readonly externalId: string },
  most: number,
): DemoReview[] {
  const { language, facts } = model;
  return Array.from({ length: random.integer(0, most) }, () => {
    const rating = random.pick([5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 1]);
    const mood = moodOf(rating);
    let written = '';
    const mentions: ReviewMention[] = [];
    const append = (sentence: string) => {
      const start = written === '' ? 0 : written.length + 1;
      written += `${written === '' ? '' : ' '}${sentence}`;
      return { start, end: written.length };
    };
    const close = language === 'en' ? '' : random.pick(endings[mood]);
    const judged = random.sample(model.recipe.attributes, language === 'en' ? 0 : 4);
    if (random.chance(0.6)) append(random.pick(general[language][mood]) + close);
    for (const { definition, praise, complaints } of judged) {
      const isPraise =
        mood === 'mixed' ? random.chance(0.5) : random.chance(mood === 'good' ? 0.88 : 0.15);
      const pool = isPraise ? praise : complaints;
      const isTrue = facts[definition.key]?.[0] !== false;
      if (pool.length === 0 || !isTrue || mentions.length === 2) continue;
      const sentence = fillValue(random, random.pick(pool), definition.key, model, facts);
      if (sentence === null) continue;
      mentions.push({
        attributeKey: definition.key,
        sentiment: isPraise ? 'positive' : 'negative',
        ...append(sentence + close),
      });
    }
    if (written === '') append(random.pick(general[language][mood]) + close);
    const day = lastDay - random.integer(0, daysOfDemo) * millisecondsPerDay;
    return {
      ...listing,
      author: writeAuthor(random, language),
      rating,
      date: new Date(day).toISOString().slice(0, 10),
      language,
      text: written,
      mentions,
    };
  });
}
