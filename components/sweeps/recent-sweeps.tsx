import { useWriteTime } from '@/components/ui/use-write-time';
import type { Viewer } from '@/components/curation/commit-dialog';
import { HeldValueText } from '@/components/curation/held-value';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { sweepsQuery } from '@/lib/sweeps/queries';
import type { Sweep } from '@/lib/sweeps/contract';
import { mayActAs } from '@/lib/platform/roles';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';

/** The last sweeps of everybody; one's own, or any for a lead, can be taken back. */
export function RecentSweeps(props: {
  readonly viewer: Viewer;
  readonly isBusy: boolean;
  onUndo(id: string): void;
}) {
  const t = useTranslations('sweeps');
  const common = useTranslations('common');
  const { data: sweeps = [] } = useQuery(sweepsQuery());
  if (sweeps.length === 0) return null;
  const mayUndo = ({ createdById, undoneAt }: Sweep) =>
    undoneAt === null && (createdById === props.viewer.id || mayActAs(props.viewer.role, 'lead'));
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-value font-semibold">{t('recent')}</h2>
      <Table label={t('recent')}>
        <thead>
          <tr>
            <Th>{t('attribute')}</Th>
            <Th>{t('reading')}</Th>
            <Th className="w-24 text-right">{t('accepted')}</Th>
            <Th className="w-28">{t('state-label')}</Th>
            <Th className="w-36">{t('by')}</Th>
            <Th className="w-52">{t('when')}</Th>
            <Th className="w-32 text-right">{common('actions')}</Th>
          </tr>
        </thead>
        <tbody>
          {sweeps.map((sweep) => (
            <SweepRow
              key={sweep.id}
              sweep={sweep}
              mayUndo={mayUndo(sweep)}
              isBusy={props.isBusy}
              onUndo={() => props.onUndo(sweep.id)}
            />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function SweepRow(props: {
  readonly sweep: Sweep;
  readonly mayUndo: boolean;
  readonly isBusy: boolean;
  onUndo(): void;
}) {
  const t = useTranslations('sweeps');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  const { sweep } = props;
  const state = sweep.undoneAt === null ? 'done' : 'undone';
  return (
    <Tr>
      <Td className="align-middle">
        {isKorean ? sweep.attribute.nameKo : sweep.attribute.nameEn}
        <div className="text-label text-faint">
          {isKorean ? sweep.category.nameKo : sweep.category.nameEn}
        </div>
      </Td>
      <Td className="align-middle">
        <HeldValueText held={sweep} attribute={sweep.attribute} />
        <div className="max-w-80 truncate text-label text-faint">{sweep.surface}</div>
      </Td>
      <Td className="text-right align-middle font-semibold">{format.number(sweep.decided)}</Td>
      <Td className="align-middle">
        <Badge tone={state === 'done' ? 'ok' : 'warn'}>{t(`state.${state}`)}</Badge>
      </Td>
      <Td className="align-middle text-muted">{sweep.createdBy}</Td>
      <Td className="align-middle whitespace-nowrap">
        {writeTime(new Date(sweep.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
      </Td>
      <Td className="text-right align-middle">
        {props.mayUndo ? (
          <Button size="small" disabled={props.isBusy} onClick={props.onUndo}>
            {t('undo')}
          </Button>
        ) : null}
      </Td>
    </Tr>
  );
}
