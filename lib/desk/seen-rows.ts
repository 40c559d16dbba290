/** How long a row must be on the screen before "accept the rest" may take it. */
export const seenMs = 600;

/** Which rows were on the screen, and for how long; times in milliseconds of one clock. */
export class SeenRows {
  readonly #seen = new Set<number>();
  readonly #since = new Map<number, number>();

  enter(proposalId: number, at: number): void {
    if (!this.#since.has(proposalId)) this.#since.set(proposalId, at);
  }

  leave(proposalId: number, at: number): void {
    if (this.#isLongEnough(proposalId, at)) this.#seen.add(proposalId);
    this.#since.delete(proposalId);
  }

  /** The page was hidden: nothing is on the screen. */
  leaveAll(at: number): void {
    for (const proposalId of [...this.#since.keys()]) this.leave(proposalId, at);
  }

  /** Rows that were on the screen for `seenMs` in one go, up to now. */
  at(now: number): ReadonlySet<number> {
    const current = [...this.#since.keys()].filter((id) => this.#isLongEnough(id, now));
    return new Set([...this.#seen, ...current]);
  }

  #isLongEnough(proposalId: number, at: number): boolean {
    const since = this.#since.get(proposalId);
    return since !== undefined && at - since >= seenMs;
  }
}
