import { expect, it } from 'vitest';
import { restartDelayMs } from './supervise';

it('starts a child again after half a second, then after ever longer, at most 30 s', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 40].map(restartDelayMs)).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});
