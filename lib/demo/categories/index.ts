import type { CategoryRecipe } from '../recipe';
import { applianceCategories } from './appliances';
import { babyCategories } from './baby';
import { computingCategories } from './computing';
import { displayCategories } from './display';
import { fashionCategories } from './fashion';
import { foodCategories } from './food';
import { homeCategories } from './home';

/** An inner node of the category tree. */
export interface Department {
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly parentKey: string | null;
}

/** Parents before children. */
export const departments: readonly Department[] = [
  { key: 'digital', nameKo: '디지털', nameEn: 'Digital', parentKey: null },
  { key: 'display', nameKo: '영상', nameEn: 'Displays', parentKey: 'digital' },
  { key: 'computing', nameKo: '컴퓨터', nameEn: 'Computing', parentKey: 'digital' },
  { key: 'sound', nameKo: '음향', nameEn: 'Sound', parentKey: 'digital' },
  { key: 'appliance', nameKo: '가전', nameEn: 'Appliances', parentKey: null },
  { key: 'cleaning', nameKo: '청소가전', nameEn: 'Cleaning', parentKey: 'appliance' },
  {
    key: 'kitchen-appliance',
    nameKo: '주방가전',
    nameEn: 'Kitchen appliances',
    parentKey: 'appliance',
  },
  { key: 'season', nameKo: '계절가전', nameEn: 'Air and climate', parentKey: 'appliance' },
  { key: 'food', nameKo: '식품', nameEn: 'Food', parentKey: null },
  { key: 'beverage', nameKo: '음료/커피', nameEn: 'Beverages', parentKey: 'food' },
  { key: 'fashion', nameKo: '패션', nameEn: 'Fashion', parentKey: null },
  { key: 'shoes', nameKo: '신발', nameEn: 'Shoes', parentKey: 'fashion' },
  { key: 'bags', nameKo: '가방', nameEn: 'Bags', parentKey: 'fashion' },
  { key: 'home', nameKo: '홈/리빙', nameEn: 'Home', parentKey: null },
  { key: 'kitchenware', nameKo: '주방용품', nameEn: 'Kitchenware', parentKey: 'home' },
  { key: 'furniture', nameKo: '가구', nameEn: 'Furniture', parentKey: 'home' },
  { key: 'baby', nameKo: '출산/육아', nameEn: 'Baby', parentKey: null },
  { key: 'hygiene', nameKo: '위생용품', nameEn: 'Hygiene', parentKey: 'baby' },
  { key: 'outing', nameKo: '외출용품', nameEn: 'Outing', parentKey: 'baby' },
];

export const categoryRecipes: readonly CategoryRecipe[] = [
  ...displayCategories,
  ...computingCategories,
  ...applianceCategories,
  ...foodCategories,
  ...fashionCategories,
  ...homeCategories,
  ...babyCategories,
];
