'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { Queue } from '@/lib/queues/contract';
import { useSaveQueue } from '@/lib/queues/hooks';
import { queueChoicesQuery } from '@/lib/queues/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readForm, startForm, type QueueDraft } from './queue-draft';
import {
  BoundFields,
  MatchFields,
  NamingFields,
  SubjectFields,
  WaitingFields,
} from './queue-fields';
import { QueuePreviewList } from './queue-preview-list';
import { QueueTeam } from './queue-team';

/** Makes a queue or changes one: a name, a filter, an order, who works on it and how many of them. */
export function QueueForm(props: { readonly queue: Queue | null; onClose(): void }) {
  const { queue, onClose } = props;
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  const [id] = useState(() => queue?.id ?? crypto.randomUUID());
  const [form, setForm] = useState(() => startForm(queue));
  const save = useSaveQueue();
  const { data: choices } = useQuery(queueChoicesQuery());
  const input = readForm(id, form);
  const set = (change: Partial<QueueDraft>) => setForm({ ...form, ...change });

  return (
    <Dialog
      open
      className="w-[620px]"
      title={queue ? t('edit-title') : t('make')}
      description={t('form-lead')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form
        className="grid grid-cols-2 gap-x-4 gap-y-3 max-sm:grid-cols-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (input) save.mutate(input, { onSuccess: onClose });
        }}
      >
        <NamingFields draft={form} onChange={set} />
        <SubjectFields draft={form} onChange={set} />
        <BoundFields draft={form} onChange={set} />
        <MatchFields draft={form} modelVersions={choices?.modelVersions ?? []} onChange={set} />
        <WaitingFields draft={form} onChange={set} />
        <QueueTeam
          people={choices?.people ?? []}
          assigneeIds={form.assigneeIds}
          reviewsWanted={form.reviewsWanted}
          overlapShare={form.overlapShare}
          onChange={set}
        />
        {input ? <QueuePreviewList filter={input.filter} order={input.order} /> : null}
        <p role="alert" className="col-span-full text-bad empty:hidden">
          {save.error?.message}
        </p>
        <div className="sticky -bottom-4 col-span-full -mx-4 -mb-4 flex justify-end gap-2 border-t border-line bg-pane px-4 py-3">
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button type="submit" tone="primary" disabled={input === null || save.isPending}>
            {save.isPending ? tCommon('saving') : tCommon('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
