'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input, Select } from '@/components/ui/field';
import { Loaded } from '@/components/ui/loaded';
import { PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ChangePersonInput, Person } from '@/lib/people/contract';
import { useChangePerson, useCreatePerson, useRemovePerson } from '@/lib/people/hooks';
import { peopleQuery } from '@/lib/people/queries';
import { role as roleSchema } from '@/lib/platform/roles';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

/** Everybody who can sign in, with role and access. */
export function PeopleDesk({ actorId }: { readonly actorId: string }) {
  const t = useTranslations('people');
  const people = useQuery(peopleQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button tone="primary" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            {t('add')}
          </Button>
        }
      />
      <Loaded query={people} skeleton="h-48" />
      {people.data ? (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('email')}</Th>
              <Th>{t('role')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('last-seen')}</Th>
              <Th>
                <span className="sr-only">{t('set-password')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {people.data.map((each) => (
              <PersonRow key={each.id} person={each} isActor={each.id === actorId} />
            ))}
          </tbody>
        </Table>
      ) : null}
      <AddPerson isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}

function PersonRow({ person, isActor }: { readonly person: Person; readonly isActor: boolean }) {
  const t = useTranslations('people');
  const roles = useTranslations('common.role');
  const writeTime = useWriteTime();
  const change = useChangePerson();
  const [isSettingPassword, setSettingPassword] = useState(false);
  const apply = (input: ChangePersonInput) =>
    change.mutate(
      { id: person.id, ...input },
      {
        onSuccess: () => toast.success(t('changed', { name: person.name })),
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <Tr>
      <Td className="font-medium">
        {person.name}
        {isActor ? <span className="ml-1.5 text-label text-faint">({t('you')})</span> : null}
      </Td>
      <Td className="text-muted">{person.email}</Td>
      <Td>
        <Select
          aria-label={`${person.name} – ${t('role')}`}
          className="w-36"
          value={person.role}
          disabled={change.isPending}
          onChange={(event) => apply({ role: roleSchema.parse(event.target.value) })}
        >
          {roleSchema.options.map((role) => (
            <option key={role} value={role}>
              {roles(role)}
            </option>
          ))}
        </Select>
      </Td>
      <Td>
        <Badge tone={person.isBlocked ? 'bad' : 'ok'}>
          {person.isBlocked ? t('blocked') : t('active')}
        </Badge>
      </Td>
      <Td className="text-muted">
        {person.lastSeenAt
          ? writeTime(new Date(person.lastSeenAt), {
              dateStyle: 'medium',
              timeStyle: 'short',
            })
          : t('never')}
      </Td>
      <Td>
        <div className="flex justify-end gap-1">
          <Button size="small" onClick={() => setSettingPassword(true)}>
            <KeyRound aria-hidden className="size-3.5" />
            {t('set-password')}
          </Button>
          {isActor ? null : (
            <Button
              size="small"
              tone={person.isBlocked ? 'plain' : 'danger'}
              disabled={change.isPending}
              onClick={() => apply({ isBlocked: !person.isBlocked })}
            >
              {person.isBlocked ? t('unblock') : t('block')}
            </Button>
          )}
          {isActor ? null : <RemovePerson person={person} />}
        </div>
        <Dialog
          open={isSettingPassword}
          onOpenChange={setSettingPassword}
          title={`${person.name} – ${t('set-password')}`}
        >
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const password = String(new FormData(event.currentTarget).get('password'));
              apply({ password });
              setSettingPassword(false);
            }}
          >
            <PasswordField label={t('new-password')} />
            <Button type="submit" tone="primary" className="self-end">
              {t('set-password')}
            </Button>
          </form>
        </Dialog>
      </Td>
    </Tr>
  );
}

function RemovePerson({ person }: { readonly person: Person }) {
  const t = useTranslations('people');
  const remove = useRemovePerson();
  return (
    <ConfirmButton
      size="small"
      tone="danger"
      label={t('remove')}
      title={t('remove-title', { name: person.name })}
      confirmLabel={t('remove')}
      disabled={remove.isPending}
      onConfirm={() =>
        remove.mutate(person.id, {
          onSuccess: () => toast.success(t('removed', { name: person.name })),
          onError: (error) => toast.error(error.message),
        })
      }
    >
      {t('remove-body')}
    </ConfirmButton>
  );
}

function AddPerson({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const t = useTranslations('people');
  const roles = useTranslations('common.role');
  const create = useCreatePerson();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('add')}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          create.mutate(
            {
              name: String(form.get('name')),
              email: String(form.get('email')),
              password: String(form.get('password')),
              role: roleSchema.parse(form.get('role')),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <Field label={t('name')}>
          {(ids) => <Input {...ids} name="name" required maxLength={80} />}
        </Field>
        <Field label={t('email')}>
          {(ids) => <Input {...ids} name="email" type="email" autoComplete="off" required />}
        </Field>
        <PasswordField label={t('password')} />
        <Field label={t('role')}>
          {(ids) => (
            <Select {...ids} name="role" defaultValue="md">
              {roleSchema.options.map((role) => (
                <option key={role} value={role}>
                  {roles(role)} – {t(`role-hint.${role}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {create.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {create.error.message}
          </p>
        ) : null}
        <Button type="submit" tone="primary" className="self-end" disabled={create.isPending}>
          {t('add')}
        </Button>
      </form>
    </Dialog>
  );
}

function PasswordField({ label }: { readonly label: string }) {
  const t = useTranslations('people');
  return (
    <Field label={label} hint={t('password-hint')}>
      {(ids) => (
        <Input
          {...ids}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={128}
        />
      )}
    </Field>
  );
}
