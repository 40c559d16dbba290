'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Loaded } from '@/components/ui/loaded';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { CommitDetail } from '@/lib/curation/contract';
import { useRevertCommit } from '@/lib/curation/hooks';
import { commitQuery } from '@/lib/curation/queries';
import { mayActAs, type Role } from '@/lib/platform/roles';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { HeldValueText } from './held-value';

export interface Viewer {
  readonly id: string;
  readonly role: Role;
}

/** What a commit changed and what a revert would put back, with the button that does it. */
export function CommitDialog(props: {
  readonly commitId: string;
  readonly viewer: Viewer;
  onClose(): void;
}) {
  const t = useTranslations('commits');
  const detail = useQuery(commitQuery(props.commitId));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('dialog-title')}
      description={detail.data?.commit.title}
      className="w-[720px]"
    >
      <Loaded query={detail} skeleton="h-48" />
      {detail.data ? (
        <CommitBody detail={detail.data} viewer={props.viewer} onClose={props.onClose} />
      ) : null}
    </Dialog>
  );
}

/** True when this person may revert the commit now. */
function mayRevert({ commit }: CommitDetail, viewer: Viewer): boolean {
  if (commit.state !== 'landed' || commit.revertedById !== null) return false;
  return (
    mayActAs(viewer.role, 'lead') || (viewer.role === 'md' && commit.createdById === viewer.id)
  );
}

function CommitBody(props: {
  readonly detail: CommitDetail;
  readonly viewer: Viewer;
  onClose(): void;
}) {
  const t = useTranslations('commits');
  const { commit, changes } = props.detail;
  const revert = useRevertCommit(commit.id);
  const restored = changes.filter(({ isInForce }) => isInForce).length;
  const kept = changes.length - restored;
  const isOffered = mayRevert(props.detail, props.viewer) && changes.length > 0;
  if (changes.length === 0) return <p className="text-muted">{t('no-changes')}</p>;
  return (
    <div className="flex flex-col gap-4">
      {isOffered ? (
        <p className="rounded-md bg-warn-soft px-3 py-2">
          {restored > 0 ? t('radius', { restored }) : t('radius-none')}{' '}
          {restored > 0 && kept > 0 ? t('radius-kept', { kept }) : null}
        </p>
      ) : null}
      <ChangeTable changes={changes} showsEffect={isOffered} />
      {isOffered && restored > 0 ? (
        <Button
          tone="danger"
          className="self-end"
          disabled={revert.isPending}
          onClick={() =>
            revert.mutate(undefined, {
              onSuccess: (result) => {
                const count = result.restored.length;
                toast.success(
                  result.kept.length > 0
                    ? t('done-kept', { count, kept: result.kept.length })
                    : t('done', { count }),
                );
                props.onClose();
              },
              onError: (error) => toast.error(error.message),
            })
          }
        >
          {t('confirm', { restored })}
        </Button>
      ) : null}
    </div>
  );
}

function ChangeTable(props: {
  readonly changes: CommitDetail['changes'];
  readonly showsEffect: boolean;
}) {
  const t = useTranslations('commits');
  const isKorean = useLocale() === 'ko';
  return (
    <Table label={t('dialog-title')}>
      <thead>
        <tr>
          <Th>{t('attribute')}</Th>
          <Th>{t('before')}</Th>
          <Th>{t('after')}</Th>
          {props.showsEffect ? <Th>{t('effect')}</Th> : null}
        </tr>
      </thead>
      <tbody>
        {props.changes.map(({ attribute, before, after, isInForce }) => (
          <Tr key={attribute.key}>
            <Td className="text-muted">{isKorean ? attribute.nameKo : attribute.nameEn}</Td>
            <Td>
              <HeldValueText held={before} attribute={attribute} />
            </Td>
            <Td>
              <HeldValueText held={after} attribute={attribute} />
            </Td>
            {props.showsEffect ? (
              <Td className="whitespace-nowrap">
                {isInForce ? t('goes-back') : <span className="text-faint">{t('stays')}</span>}
              </Td>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
