import { deadJobsQuery } from '@/lib/jobs/queries';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { findScreenFaults, languages, renderScreen } from '../ui/test-screen';
import { DeadJobsDesk } from './dead-jobs-desk';

const at = '2026-01-01T00:00:00.000Z';
const job = {
  id: '7',
  name: 'run-import',
  attempts: 8,
  createdAt: at,
  diedAt: at,
  error: 'ENOSPC',
};

it.each(languages)('says what died and why, and how many more there are (%s)', async (language) => {
  renderScreen(<DeadJobsDesk />, language, (client) =>
    client.setQueryData(deadJobsQuery.queryKey, { jobs: [job], count: 300 }),
  );
  expect(screen.getAllByRole('row')[1]?.textContent).toMatch(/run-import.*ENOSPC/);
  expect(screen.getByText(/300/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /run-import/ })).toBeTruthy();
  expect(await findScreenFaults()).toEqual([]);
});
