import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors';
import { RunBudget } from './run-budget';

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('it was not refused');
}

describe('the budget of a run', () => {
  it('ends with the number of requests', () => {
    const budget = new RunBudget({ runRequests: 2, runTokens: 1_000 });
    budget.reserve(10)(10);
    budget.reserve(10)(10);
    const { code, reason, params } = refusal(() => budget.reserve(10));
    expect([code, reason]).toEqual(['too-large', 'proposals.errors.llm-budget']);
    expect(params).toEqual({ kind: 'requests', limit: 2 });
  });

  it('counts what is under way as estimated and what is done as it was', () => {
    const budget = new RunBudget({ runRequests: 100, runTokens: 100 });
    const settle = budget.reserve(80);
    expect(refusal(() => budget.reserve(30)).params).toEqual({ kind: 'tokens', limit: 100 });
    settle(20);
    expect(() => budget.reserve(80)).not.toThrow();
    expect(refusal(() => budget.reserve(1)).params).toEqual({ kind: 'tokens', limit: 100 });
  });
});
