import { AppError } from '../../platform/errors';

export interface RunLimits {
  readonly runRequests: number;
  readonly runTokens: number;
}

/** A token of Korean is one to two characters, of English about four; two overestimates on purpose. */
const charactersPerToken = 2;

/** Tokens that a text takes up at most, as far as its length can tell. */
export const estimateTokens = (characters: number): number =>
  Math.ceil(characters / charactersPerToken);

/** What one run may still ask of an endpoint. */
export class RunBudget {
  private requests = 0;
  private tokens = 0;

  constructor(private readonly limits: RunLimits) {}

  /**
   * Sets one request and its estimated tokens aside before it is sent.
   * @returns what puts the tokens that it really took in their place.
   * @throws AppError `too-large` when either would go beyond its limit; nothing is set aside then.
   */
  reserve(estimatedTokens: number): (tokens: number) => void {
    const { runRequests, runTokens } = this.limits;
    if (this.requests + 1 > runRequests)
      throw new AppError('too-large', 'proposals.errors.llm-budget', {
        kind: 'requests',
        limit: runRequests,
      });
    if (this.tokens + estimatedTokens > runTokens)
      throw new AppError('too-large', 'proposals.errors.llm-budget', {
        kind: 'tokens',
        limit: runTokens,
      });
    this.requests += 1;
    this.tokens += estimatedTokens;
    return (tokens) => {
      this.tokens += tokens - estimatedTokens;
    };
  }
}
