import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';

/** The names from the root down to a category, in the page's language; its key where it is gone. */
export function useCategoryPaths(
  categories: readonly CategoryNode[],
): (key: string) => readonly string[] {
  const isKorean = useLocale() === 'ko';
  return useMemo(() => {
    const paths = new Map<string, readonly string[]>();
    // Parents come before children.
    for (const { key, parentKey, nameKo, nameEn } of categories) {
      const above = parentKey === null ? [] : (paths.get(parentKey) ?? []);
      paths.set(key, [...above, isKorean ? nameKo : nameEn]);
    }
    return (key) => paths.get(key) ?? [key];
  }, [categories, isKorean]);
}
