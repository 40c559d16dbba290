import { Select } from '@/components/ui/field';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useLocale } from 'next-intl';
import type { ComponentProps } from 'react';

/** The category tree as one list, indented by depth; the empty value is every category. */
export function CategorySelect({
  categories,
  allLabel,
  ...rest
}: ComponentProps<'select'> & {
  readonly categories: readonly CategoryNode[];
  readonly allLabel: string;
}) {
  const isKorean = useLocale() === 'ko';
  return (
    <Select {...rest}>
      <option value="">{allLabel}</option>
      {categories.map((category) => (
        <option key={category.key} value={category.key}>
          {'\u2003'.repeat(category.depth) + (isKorean ? category.nameKo : category.nameEn)}
        </option>
      ))}
    </Select>
  );
}
