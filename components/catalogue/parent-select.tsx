import { Field, Select } from '@/components/ui/field';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { uncategorised } from '@/lib/catalogue/uncategorised';
import { useLocale, useTranslations } from 'next-intl';

/** Categories that may have others below them; `without` and what is below it are left out. */
export function ParentSelect(props: {
  readonly categories: readonly CategoryNode[];
  readonly without?: string;
  readonly value: string;
  onChange(key: string): void;
}) {
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const left = new Set(props.without === undefined ? [] : [props.without]);
  left.add(uncategorised.key);
  for (const { key, parentKey } of props.categories) {
    if (parentKey !== null && left.has(parentKey)) left.add(key);
  }
  const open = props.categories.filter(
    ({ key, isLeaf, attributes, products }) =>
      !left.has(key) && (!isLeaf || (attributes === 0 && products === 0)),
  );
  return (
    <Field label={t('parent')} hint={t('parent-hint')}>
      {(ids) => (
        <Select
          {...ids}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          <option value="">{t('no-parent')}</option>
          {open.map((category) => (
            <option key={category.key} value={category.key}>
              {'\u2003'.repeat(category.depth) + (isKorean ? category.nameKo : category.nameEn)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
