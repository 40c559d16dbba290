'use client';

import { Field, Input, Select } from '@/components/ui/field';
import type { AuditFilter } from '@/lib/audit/contract';
import { auditKinds } from '@/lib/audit/kinds';
import { peopleQuery } from '@/lib/people/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';

/** What is left empty does not narrow; what a person types counts when they leave the field. */
export function AuditFilters({ onChange }: { onChange(filter: AuditFilter): void }) {
  const t = useTranslations('audit');
  const kinds = useTranslations('audit.kinds');
  const people = useQuery(peopleQuery);
  const form = useRef<HTMLFormElement>(null);
  const apply = () => {
    if (form.current?.reportValidity()) onChange(readFilter(new FormData(form.current)));
  };
  return (
    <form
      ref={form}
      aria-label={t('filters')}
      className="mb-4 grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Field label={t('kind-label')}>
        {(ids) => (
          <Select {...ids} name="kind" onChange={apply}>
            <option value="">{t('all-kinds')}</option>
            {auditKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kinds(kind)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('who')}>
        {(ids) => (
          <Select {...ids} name="actorId" onChange={apply}>
            <option value="">{t('everybody')}</option>
            <option value="system">{t('system')}</option>
            <option value="unknown">{t('unknown')}</option>
            {people.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {(['subjectId', 'address', 'requestId'] as const).map((name) => (
        <Field key={name} label={t(textLabels[name])}>
          {(ids) => <Input {...ids} name={name} onBlur={apply} />}
        </Field>
      ))}
      {(['since', 'until'] as const).map((name) => (
        <Field key={name} label={t(name)}>
          {(ids) => <Input {...ids} name={name} type="datetime-local" onChange={apply} />}
        </Field>
      ))}
    </form>
  );
}

const textLabels = { subjectId: 'subject-id', address: 'address', requestId: 'request' } as const;

function readFilter(form: FormData): AuditFilter {
  const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
  const moment = (name: string) => {
    const local = text(name);
    return local === undefined ? undefined : new Date(local).toISOString();
  };
  return {
    kind: text('kind'),
    actorId: text('actorId'),
    subjectId: text('subjectId'),
    address: text('address'),
    requestId: text('requestId'),
    since: moment('since'),
    until: moment('until'),
  };
}
