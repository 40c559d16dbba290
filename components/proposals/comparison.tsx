import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { Evaluation, RunFigures } from '@/lib/proposals/contract';
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import { useFormatter, useTranslations } from 'next-intl';

interface Run {
  readonly name: string;
  readonly perAttribute: Readonly<Record<string, RunFigures>>;
}

/** Shapes as well as colours tell the runs apart. */
const marks = [
  { shape: symbolCircle, className: 'fill-accent' },
  { shape: symbolSquare, className: 'fill-warn' },
  { shape: symbolTriangle, className: 'fill-ok' },
  { shape: symbolDiamond, className: 'fill-bad' },
] as const;
/** Square units. */
const markArea = 64;
const width = 240;
const height = 22;

function Mark(props: { readonly index: number; readonly x: number; readonly y: number }) {
  const { shape, className } = marks[props.index % marks.length]!;
  return (
    <path
      d={symbol(shape, markArea)() ?? ''}
      transform={`translate(${props.x} ${props.y})`}
      className={className}
    />
  );
}

const askedOf = ({ counts }: RunFigures): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A model beside other runs on one set of products: all in all, then attribute by attribute. */
export function Comparison({ evaluation }: { readonly evaluation: Evaluation }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const decimal = (value: number) =>
    format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = (value: number) =>
    format.number(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const runs: readonly Run[] = [evaluation.model, ...evaluation.others];
  const attributes = Object.entries(evaluation.model.perAttribute).sort(
    ([, a], [, b]) => askedOf(b) - askedOf(a),
  );
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-value font-semibold">
        {t('compared-on', { set: evaluation.name, products: evaluation.products })}
      </h2>
      <Table label={t('compared-on', { set: evaluation.name, products: evaluation.products })}>
        <thead>
          <tr>
            <Th>{t('run')}</Th>
            <Th className="text-right">{t('precision')}</Th>
            <Th className="text-right">{t('recall')}</Th>
            <Th className="text-right">F1</Th>
            <Th className="text-right">{t('difference')}</Th>
          </tr>
        </thead>
        <tbody>
          {[{ ...evaluation.model, difference: null }, ...evaluation.others].map((run, index) => (
            <Tr key={run.name}>
              <Td>
                <span className="flex items-center gap-2">
                  <Legend index={index} />
                  <span className={index === 0 ? 'font-medium' : ''}>{run.name}</span>
                </span>
              </Td>
              <Td className="text-right">{decimal(run.micro.precision)}</Td>
              <Td className="text-right">{decimal(run.micro.recall)}</Td>
              <Td className="text-right font-medium">{decimal(run.micro.f1)}</Td>
              <Td className="text-right text-muted">
                {run.difference === null
                  ? '–'
                  : `${signed(run.difference.low)} … ${signed(run.difference.high)}`}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <Table label={t('per-attribute')}>
        <thead>
          <tr>
            <Th>{t('attribute')}</Th>
            <Th className="text-right">{t('asked')}</Th>
            <Th>F1 0 – 100</Th>
            {runs.map((run, index) => (
              <Th key={run.name} className="text-right">
                <span className="inline-flex items-center gap-1">
                  <Legend index={index} />
                  {run.name}
                </span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attributes.map(([name, figures]) => (
            <Tr key={name}>
              <Td>{name}</Td>
              <Td className="text-right text-muted">{format.number(askedOf(figures))}</Td>
              <Td className="py-1">
                <svg aria-hidden width={width + 12} height={height}>
                  <line
                    x1={6}
                    x2={width + 6}
                    y1={height / 2}
                    y2={height / 2}
                    className="stroke-line-strong"
                  />
                  {runs
                    .map((run, index) => ({ f1: run.perAttribute[name]?.f1 ?? 0, index }))
                    .reverse()
                    .map(({ f1, index }) => (
                      <Mark key={index} index={index} x={6 + (width * f1) / 100} y={height / 2} />
                    ))}
                </svg>
              </Td>
              {runs.map((run, index) => (
                <Td
                  key={run.name}
                  className={index === 0 ? 'text-right font-medium' : 'text-right'}
                >
                  {decimal(run.perAttribute[name]?.f1 ?? 0)}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Legend({ index }: { readonly index: number }) {
  return (
    <svg aria-hidden width={12} height={12}>
      <Mark index={index} x={6} y={6} />
    </svg>
  );
}
