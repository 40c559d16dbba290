import { csvLine } from '../../platform/csv-text';
import type { Locale } from '../../i18n/locale';
import type { Messages } from '../../i18n/messages';
import { translate } from '../../i18n/translate';
import { AppError } from '../../platform/errors';
import { outcomes, type Insights, type InsightTable } from '../contract';

/** One table of the dashboards as CSV text, with a mark that lets Excel see UTF-8. */
export function writeInsightsCsv(insights: Insights, table: InsightTable, locale: Locale): string {
  return `\uFEFF${listRows(insights, table, locale).map(csvLine).join('')}`;
}

type Column = Exclude<keyof Messages['insights']['column'], 'accepted-of'>;

function listRows(insights: Insights, table: InsightTable, locale: Locale): (readonly string[])[] {
  const word = (name: Column) => translate(locale, `insights.column.${name}`);
  const outcomeWords = outcomes.map((name) => translate(locale, `insights.outcome.${name}`));
  switch (table) {
    case 'outcomes':
      return [
        [word('since'), ...outcomeWords],
        ...insights.buckets.map((day, index) => [
          day,
          ...outcomes.map((name) => String(insights.outcomes[index]?.[name] ?? 0)),
        ]),
      ];
    case 'skips':
      return [
        [word('reason'), word('products')],
        ...insights.skips.map(({ reason, products }) => [
          translate(locale, `common.skip-reason.${reason}`),
          String(products),
        ]),
      ];
    case 'attributes':
      return [
        [word('category'), word('attribute'), ...outcomeWords],
        ...insights.attributes.map((attribute) => [
          locale === 'ko' ? attribute.category.nameKo : attribute.category.nameEn,
          locale === 'ko' ? attribute.nameKo : attribute.nameEn,
          ...outcomes.map((name) => String(attribute.counts[name])),
        ]),
      ];
    case 'reviewers':
      if (insights.reviewers === null)
        throw new AppError('forbidden', 'errors.forbidden', { role: 'lead' });
      return [
        [
          word('reviewer'),
          word('submitted'),
          word('decided'),
          word('corrected'),
          word('swept'),
          word('minutes'),
          word('keystrokes'),
        ],
        ...insights.reviewers.map((reviewer) => [
          reviewer.name,
          String(reviewer.submitted),
          String(reviewer.decided),
          String(reviewer.corrected),
          String(reviewer.swept),
          reviewer.minutesPerProduct?.toFixed(2) ?? '',
          reviewer.keystrokesPerProduct?.toFixed(1) ?? '',
        ]),
      ];
  }
}
