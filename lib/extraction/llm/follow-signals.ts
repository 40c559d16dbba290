/**
 * One controller that aborts when any of the signals does. `AbortSignal.any` would do, but keeps
 * something on a long-lived signal for every call; `release` takes it off.
 */
export function followSignals(signals: readonly (AbortSignal | undefined)[]): {
  readonly controller: AbortController;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const sources = signals.filter((signal) => signal !== undefined);
  const follow = (event: Event): void => {
    if (event.target instanceof AbortSignal) controller.abort(event.target.reason);
  };
  for (const source of sources) {
    if (source.aborted) controller.abort(source.reason);
    else source.addEventListener('abort', follow, { once: true });
  }
  const release = (): void => {
    for (const source of sources) source.removeEventListener('abort', follow);
  };
  return { controller, release };
}
