import { Card } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type {
  EvaluationReport,
  ModelDifference,
  ModelEvaluation,
  PartReport,
} from '@/lib/training/contract';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { ChecksView } from './checks-view';

/** What an evaluation found: both models side by side, by attribute, and where they differ. */
export function EvaluationView({ evaluation }: { readonly evaluation: ModelEvaluation }) {
  const t = useTranslations('training');
  const { report, checks, production } = evaluation;
  if (report === null) return null;
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h2 className="mb-2 font-semibold">{t('rule')}</h2>
        <Card>
          <ChecksView checks={checks} />
        </Card>
      </section>
      <Part title={t('on-decisions')} part={report.decisions} production={production}>
        {t('leak-free', { seen: report.seenProducts, unsampled: report.unsampledProducts })}
      </Part>
      {report.heldOut && report.heldOut.values > 0 ? (
        <Part title={t('on-held-out')} part={report.heldOut} production={production}>
          {t('held-out-note')}
        </Part>
      ) : null}
      <Attributes part={report.decisions} />
      <Reliability part={report.decisions} />
      <Differences
        title={t('regressions', { count: report.decisions.regressions })}
        rows={report.regressions}
      />
      <Differences
        title={t('improvements', { count: report.decisions.improvements })}
        rows={report.improvements}
      />
      <p className="text-label text-faint">{keystrokeNote(t, report)}</p>
    </div>
  );
}

function keystrokeNote(
  t: ReturnType<typeof useTranslations<'training'>>,
  { keystrokes }: EvaluationReport,
): string {
  const { right, wrong, isMeasured } = keystrokes;
  return t(isMeasured ? 'keystrokes-measured' : 'keystrokes-assumed', { right, wrong });
}

const sideFigures = [
  'f1',
  'precision',
  'recall',
  'corrections',
  'keystrokes',
  'unseen',
  'calibration',
  'speed',
] as const;

function figureOf(side: PartReport['candidate'], name: (typeof sideFigures)[number]): number {
  switch (name) {
    case 'f1':
    case 'precision':
    case 'recall':
      return side.micro[name];
    case 'corrections':
      return side.correctionsPer100;
    case 'keystrokes':
      return side.keystrokesPer100;
    case 'unseen':
      return side.unseenErrorsPer100;
    case 'calibration':
      return side.calibrationError;
    case 'speed':
      return side.productsPerSecond;
  }
}

function Part(props: {
  readonly title: string;
  readonly part: PartReport;
  readonly production: string;
  readonly children: string;
}) {
  const t = useTranslations('training');
  const format = useFormatter();
  const { part } = props;
  const digits = (name: (typeof sideFigures)[number]) => (name === 'calibration' ? 3 : 1);
  const show = (value: number, name: (typeof sideFigures)[number]) =>
    format.number(value, {
      minimumFractionDigits: digits(name),
      maximumFractionDigits: digits(name),
    });
  const { low, high } = part.difference;
  return (
    <section>
      <h2 className="font-semibold">{props.title}</h2>
      <p className="mb-2 text-muted">
        {t('part-counts', { products: part.products, values: part.values })} {props.children}
      </p>
      <Table label={props.title}>
        <thead>
          <tr>
            <Th>{t('figure-label')}</Th>
            <Th className="text-right">{t('candidate')}</Th>
            <Th className="text-right">{t('production')}</Th>
            <Th className="text-right">{t('difference')}</Th>
          </tr>
        </thead>
        <tbody>
          {sideFigures.map((name) => {
            const [after, before] = [
              figureOf(part.candidate, name),
              figureOf(part.production, name),
            ];
            return (
              <Tr key={name}>
                <Td>{t(`figure.${name}`)}</Td>
                <Td className="text-right font-medium">{show(after, name)}</Td>
                <Td className="text-right text-muted">{show(before, name)}</Td>
                <Td className="text-right">
                  {signed(after - before, digits(name))}
                  {name === 'f1' ? (
                    <span className="ml-2 text-label text-faint">
                      [{signed(low, 1)}, {signed(high, 1)}]
                    </span>
                  ) : null}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value > 0 ? `+${text}` : text.replace('-', '−');
}

function Attributes({ part }: { readonly part: PartReport }) {
  const t = useTranslations('training');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  if (part.attributes.length === 0) return null;
  const show = (value: number) =>
    format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('by-attribute')}</h2>
      <Table label={t('by-attribute')}>
        <thead>
          <tr>
            <Th>{t('attribute')}</Th>
            <Th>{t('category')}</Th>
            <Th className="text-right">{t('values')}</Th>
            <Th className="text-right">F1 · {t('candidate')}</Th>
            <Th className="text-right">F1 · {t('production')}</Th>
            <Th className="text-right">{t('difference')}</Th>
          </tr>
        </thead>
        <tbody>
          {part.attributes.map((each) => {
            const change = each.candidate.f1 - each.production.f1;
            return (
              <Tr key={`${each.category}/${each.attribute}`}>
                <Td className="font-medium">{isKorean ? each.nameKo : each.nameEn}</Td>
                <Td className="text-muted">{each.category}</Td>
                <Td className="text-right">{format.number(each.values)}</Td>
                <Td className="text-right">{show(each.candidate.f1)}</Td>
                <Td className="text-right text-muted">{show(each.production.f1)}</Td>
                <Td className={change < 0 ? 'text-right text-bad' : 'text-right text-ok'}>
                  {signed(change, 1)}
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}

/** How often answers of one confidence are right, for both models. */
function Reliability({ part }: { readonly part: PartReport }) {
  const t = useTranslations('training');
  const format = useFormatter();
  const bins = [
    ...new Set(
      [...part.candidate.reliability, ...part.production.reliability].map(({ from }) => from),
    ),
  ].sort();
  const percent = (value: number) => format.number(value, { style: 'percent' });
  const cell = (side: PartReport['candidate'], from: number) => {
    const bin = side.reliability.find((each) => each.from === from);
    return bin ? `${percent(bin.accuracy)} (${format.number(bin.count)})` : '–';
  };
  if (bins.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('reliability')}</h2>
      <Table label={t('reliability')}>
        <thead>
          <tr>
            <Th>{t('confidence')}</Th>
            <Th className="text-right">{t('candidate')}</Th>
            <Th className="text-right">{t('production')}</Th>
          </tr>
        </thead>
        <tbody>
          {bins.map((from) => (
            <Tr key={from}>
              <Td>{`${percent(from)}–${percent(from + 0.1)}`}</Td>
              <Td className="text-right">{cell(part.candidate, from)}</Td>
              <Td className="text-right text-muted">{cell(part.production, from)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Differences(props: { readonly title: string; readonly rows: readonly ModelDifference[] }) {
  const t = useTranslations('training');
  const isKorean = useLocale() === 'ko';
  if (props.rows.length === 0) return null;
  const show = (values: ModelDifference['decided'], unread: readonly string[] = []) => {
    const parts = [...values.map(String), ...unread.map((surface) => t('unread', { surface }))];
    return parts.length === 0 ? t('no-value') : parts.join(', ');
  };
  return (
    <section>
      <h2 className="mb-2 font-semibold">{props.title}</h2>
      <Table label={props.title}>
        <thead>
          <tr>
            <Th>{t('product')}</Th>
            <Th>{t('attribute')}</Th>
            <Th>{t('decided')}</Th>
            <Th>{t('candidate')}</Th>
            <Th>{t('production')}</Th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Tr key={`${row.productId}-${row.attribute}`}>
              <Td>
                <Link
                  href={`/products/${row.productId}`}
                  className="underline-offset-2 hover:underline"
                >
                  {row.title}
                </Link>
              </Td>
              <Td className="text-muted">{isKorean ? row.nameKo : row.nameEn}</Td>
              <Td className="font-medium">{show(row.decided)}</Td>
              <Td>{show(row.candidate, row.candidateUnread)}</Td>
              <Td>{show(row.production, row.productionUnread)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
