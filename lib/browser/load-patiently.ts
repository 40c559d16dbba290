/** The network as a browser knows it; passed in by tests. */
export interface Network {
  isOnline(): boolean;
  /** Once it is back. */
  returns(): Promise<void>;
  pause(milliseconds: number): Promise<void>;
}

const browserNetwork: Network = {
  isOnline: () => navigator.onLine,
  returns: () =>
    new Promise((resolve) => {
      addEventListener('online', () => resolve(), { once: true });
    }),
  pause: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

const firstPauseMs = 500;
const attempts = 5;

/**
 * Loads a part of a page that may be wanted while there is no network: it waits for the network rather
 * than fail, because a part that fails takes the whole page with it. With a network it is asked for
 * five times, each time after twice the pause.
 * @throws what the last attempt threw
 */
export async function loadPatiently<T>(
  load: () => Promise<T>,
  network: Network = browserNetwork,
): Promise<T> {
  for (let attempt = 1; ;) {
    try {
      return await load();
    } catch (error) {
      if (!network.isOnline()) {
        await network.returns();
      } else if (attempt < attempts) {
        await network.pause(firstPauseMs * 2 ** (attempt - 1));
        attempt += 1;
      } else {
        throw error;
      }
    }
  }
}
