'use client';

import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { maximumOverlap } from '@/lib/overlap/contract';
import { useTranslations } from 'next-intl';

interface Team {
  readonly assigneeIds: readonly string[];
  readonly reviewsWanted: string;
  readonly overlapShare: string;
}

/** Who works on a queue, and how many review the same product for themselves. */
export function QueueTeam(
  props: Team & {
    readonly people: readonly { readonly id: string; readonly name: string }[];
    onChange(change: Partial<Team>): void;
  },
) {
  const t = useTranslations('queues.team');
  const { assigneeIds, onChange } = props;
  return (
    <>
      <fieldset className="col-span-full border-t border-line pt-3">
        <legend className="float-left mb-1.5 w-full text-label font-medium text-muted">
          {t('assignees')}
        </legend>
        <div className="clear-both flex flex-wrap gap-x-5 gap-y-1.5">
          {props.people.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2">
              <Checkbox
                checked={assigneeIds.includes(id)}
                onChange={(event) =>
                  onChange({
                    assigneeIds: event.target.checked
                      ? [...assigneeIds, id]
                      : assigneeIds.filter((each) => each !== id),
                  })
                }
              />
              {name}
            </label>
          ))}
        </div>
        <p className="mt-1 text-label text-faint">
          {assigneeIds.length === 0 ? t('open-to-all') : t('only-these')}
        </p>
      </fieldset>
      <Field label={t('reviews-wanted')} hint={t('reviews-hint')}>
        {(ids) => (
          <Select
            {...ids}
            value={props.reviewsWanted}
            onChange={(event) => onChange({ reviewsWanted: event.target.value })}
          >
            {Array.from({ length: maximumOverlap }, (_, place) => (
              <option key={place} value={place + 1}>
                {t('people', { count: place + 1 })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('share')} hint={t('share-hint')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={1}
            max={100}
            required
            disabled={props.reviewsWanted === '1'}
            value={props.overlapShare}
            onChange={(event) => onChange({ overlapShare: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
