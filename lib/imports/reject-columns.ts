/** Columns that the file of rejected rows has beside those of its source; an import passes them over. */
export const rejectColumns = {
  ko: { row: '제외된 행', reason: '제외 이유', source: '제외된 원본' },
  en: { row: 'rejected row', reason: 'rejection reason', source: 'rejected source' },
} as const;

const names: ReadonlySet<string> = new Set(
  Object.values(rejectColumns).flatMap((each) => Object.values(each)),
);

export function isRejectColumn(name: string): boolean {
  return names.has(name);
}
