'use client';

import { summariseCard } from '@/lib/proposals/card-summary';
import type { ModelVersion } from '@/lib/proposals/contract';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const hashLength = 12;

/** What the card of a model says: how good, on what, made from what, and where not to trust it. */
export function ModelCard({ model }: { readonly model: ModelVersion }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const card = summariseCard(model.card);
  const percent = (value: number) =>
    format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div className="flex flex-col gap-5 text-left">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Fact name={t('kind-label')}>{t(`kind.${model.kind}`)}</Fact>
        {card.parameters === null ? null : (
          <Fact name={t('parameters')}>{format.number(card.parameters)}</Fact>
        )}
        {card.precision === null ? null : <Fact name={t('precision-kind')}>{card.precision}</Fact>}
        {model.hash === '' ? null : (
          <Fact name={t('hash')}>
            <code className="font-mono">{model.hash.slice(0, hashLength)}</code>
          </Fact>
        )}
      </dl>
      {card.heldOut === null ? (
        <p className="text-muted">{t('not-measured')}</p>
      ) : (
        <section>
          <h3 className="mb-1 font-semibold">
            {t('held-out', { products: card.heldOut.products })}
          </h3>
          <table className="w-full text-right">
            <thead className="text-label text-muted">
              <tr>
                <th scope="col" className="text-left font-medium">
                  {t('category')}
                </th>
                <th scope="col" className="font-medium">
                  {t('precision')}
                </th>
                <th scope="col" className="font-medium">
                  {t('recall')}
                </th>
                <th scope="col" className="font-medium">
                  F1
                </th>
              </tr>
            </thead>
            <tbody>
              {[
                [t('all-categories'), card.heldOut.micro] as const,
                ...Object.entries(card.heldOut.perCategory),
              ].map(([name, figures]) => (
                <tr key={name} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {name}
                  </th>
                  <td>{percent(figures.precision)}</td>
                  <td>{percent(figures.recall)}</td>
                  <td className="font-medium">{percent(figures.f1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {card.stages.length > 0 ? (
        <section>
          <h3 className="mb-1 font-semibold">{t('training')}</h3>
          <ul className="flex flex-col gap-1 text-muted">
            {card.stages.map((stage, index) => (
              <li key={`${stage.stage}-${index}`}>
                {t('stage', {
                  stage: stage.stage,
                  files: stage.files.map(({ name }) => name).join(', '),
                  products: stage.files.reduce((sum, { products }) => sum + products, 0),
                  seconds: Math.round(stage.seconds),
                })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {card.limits.length > 0 ? (
        <section>
          <h3 className="mb-1 font-semibold">{t('limits')}</h3>
          <ul className="list-disc pl-4 text-muted">
            {card.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
