'use client';

import { Picker, type PickerProps } from '@/components/ui/picker';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useLocale } from 'next-intl';

/** The category tree as one list that typing narrows; the empty value is every category. */
export function CategorySelect({
  categories,
  allLabel,
  ...rest
}: Omit<PickerProps, 'options'> & {
  readonly categories: readonly CategoryNode[];
  readonly allLabel: string;
}) {
  const isKorean = useLocale() === 'ko';
  const options = categories.map(({ key, nameKo, nameEn, depth }) => ({
    value: key,
    text: isKorean ? nameKo : nameEn,
    alsoFoundBy: [nameKo, nameEn, key],
    depth,
  }));
  return <Picker options={[{ value: '', text: allLabel }, ...options]} {...rest} />;
}
