import { englishSellerNames, sellerNames } from './names';
import type { Random } from '../statistics/seeded-random';
import type { Language } from './recipe';

/** How one seller writes listings, kept through the whole catalogue. */
export interface Seller {
  readonly name: string;
  readonly language: Language;
  readonly separator: string;
  /** Share of attributes written as `name: value`. */
  readonly namedShare: number;
  readonly hasGroupMarkers: boolean;
  readonly describes: number;
  readonly shuffles: boolean;
  readonly colon: string;
  readonly itemPrefix: string;
}

const separators = [' / ', ' / ', ' / ', ' / ', ' / ', ' / ', ' / ', '/', ' | ', ', '] as const;

export function createSellers(random: Random): readonly Seller[] {
  const create = (name: string, language: Language): Seller => {
    const own = random.fork(name);
    const isList = own.chance(0.1);
    return {
      name,
      language,
      separator: isList ? '\n' : own.pick(separators),
      namedShare: isList ? 0.9 : own.pick([0.03, 0.06, 0.1, 0.15, 0.3]),
      hasGroupMarkers: own.chance(0.7),
      describes: own.pick([0.3, 0.6, 0.9]),
      shuffles: own.chance(0.3),
      colon: own.pick([': ', ': ', ': ', ':', ' : ']),
      itemPrefix: isList ? own.pick(['', '- ', '· ']) : '',
    };
  };
  return [
    ...sellerNames.map((name) => create(name, 'ko')),
    ...englishSellerNames.map((name) => create(name, 'en')),
  ];
}
