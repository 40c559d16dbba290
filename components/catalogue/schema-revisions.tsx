import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge } from '@/components/ui/badge';
import { ConfirmButton } from '@/components/ui/confirm';
import { Dialog } from '@/components/ui/dialog';
import { Loaded } from '@/components/ui/loaded';
import { useRestoreSchema } from '@/lib/catalogue/hooks';
import { revisionsQuery } from '@/lib/catalogue/queries';
import type { SchemaRevision } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { momentStyle } from './moment-style';

/** Every saved state of a schema with what it changed, and the way back to it. */
export function SchemaRevisions(props: {
  readonly categoryKey: string;
  readonly revision: number;
  readonly canRestore: boolean;
  readonly isDirty: boolean;
  onClose(): void;
}) {
  const t = useTranslations('schemas');
  const writeTime = useWriteTime();
  const revisions = useQuery(revisionsQuery(props.categoryKey));
  const restore = useRestoreSchema(props.categoryKey);
  const bringBack = (revision: number) =>
    restore.mutate(
      { revision: props.revision, restore: revision },
      {
        onSuccess: (saved) => {
          toast.success(t('saved', { revision: saved.revision }));
          props.onClose();
        },
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <Dialog open onOpenChange={props.onClose} placement="side" title={t('revisions-title')}>
      <Loaded query={revisions} skeleton="h-40" />
      {revisions.data?.length === 0 ? <p className="text-muted">{t('no-revisions')}</p> : null}
      {props.isDirty ? <p className="mb-3 text-warn">{t('restore-dirty')}</p> : null}
      <ol className="flex flex-col">
        {revisions.data?.map((each) => (
          <li key={each.revision} className="border-b border-line py-2.5 last:border-0">
            <div className="flex items-center gap-2">
              <span className="font-semibold">{t('revision', { revision: each.revision })}</span>
              <span className="text-label text-muted">
                {t('saved-by', {
                  name: each.savedBy,
                  time: writeTime(new Date(each.savedAt), momentStyle),
                })}
              </span>
              <span className="ml-auto">
                {each.revision === props.revision ? (
                  <Badge tone="ok">{t('current')}</Badge>
                ) : props.canRestore ? (
                  <ConfirmButton
                    size="small"
                    label={t('restore')}
                    title={t('restore-title', { revision: each.revision })}
                    confirmLabel={t('restore')}
                    disabled={props.isDirty || restore.isPending}
                    onConfirm={() => bringBack(each.revision)}
                  >
                    {t('restore-body', { revision: each.revision })}
                  </ConfirmButton>
                ) : null}
              </span>
            </div>
            <SchemaChanges change={each} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** What was added, taken out and changed, by name. */
export function SchemaChanges({
  change,
}: {
  readonly change: Pick<SchemaRevision, 'added' | 'removed' | 'changed'>;
}) {
  const t = useTranslations('schemas');
  const kinds = (['added', 'removed', 'changed'] as const).filter(
    (kind) => change[kind].length > 0,
  );
  if (kinds.length === 0) return <p className="mt-0.5 text-label text-faint">{t('same')}</p>;
  return (
    <ul className="mt-0.5 text-label text-muted">
      {kinds.map((kind) => (
        <li key={kind}>{t(kind, { names: change[kind].join(', ') })}</li>
      ))}
    </ul>
  );
}
