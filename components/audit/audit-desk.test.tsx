import type { AuditEntry } from '@/lib/audit/contract';
import { auditEntriesQuery, auditRetentionQuery } from '@/lib/audit/queries';
import { peopleQuery } from '@/lib/people/queries';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { findScreenFaults, languages, renderScreen } from '../ui/test-screen';
import { AuditDesk } from './audit-desk';

const entry: AuditEntry = {
  id: '2',
  at: '2026-01-01T00:00:00.000Z',
  actorId: 'md',
  actorName: '김하나',
  action: 'queue.save',
  subjectType: 'queue',
  subjectId: 'a-queue',
  address: '203.0.113.7',
  requestId: 'a-request',
  detail: { name: '모니터' },
};
const ofSystem: AuditEntry = {
  ...entry,
  id: '1',
  actorId: 'system',
  actorName: null,
  action: 'something.of-a-newer-version',
  address: null,
  requestId: null,
  detail: {},
};

it.each(languages)('says who, what, when and from where (%s)', async (language) => {
  renderScreen(<AuditDesk />, language, (client) => {
    client.setQueryData(auditEntriesQuery({}).queryKey, {
      pages: [{ entries: [entry, ofSystem], next: null }],
      pageParams: [null],
    });
    client.setQueryData(auditRetentionQuery.queryKey, { days: 400 });
    client.setQueryData(peopleQuery.queryKey, []);
  });
  const [, first, second] = screen.getAllByRole('row');
  expect(first?.textContent).toMatch(/김하나.*queue\.save.*a-queue.*203\.0\.113\.7.*a-request/);
  expect(second?.textContent).toContain('something.of-a-newer-version');
  expect(screen.getByDisplayValue(/400/)).toBeTruthy();
  expect(await findScreenFaults()).toEqual([]);
});
