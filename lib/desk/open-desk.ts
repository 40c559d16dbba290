import { createDeskController, type DeskController } from './desk-controller';
import type { DeskScope } from './desk-view';
import { openDeskOutbox } from './desk-outbox';
import * as calls from './queries';
import { withdrawSynonym } from '../discussion/queries';
import { undoSweep } from '../sweeps/queries';

const heartbeatMs = 60_000;
/** A desk that nobody touched for so long lets its leases run out. */
const longestIdleMs = 10 * 60_000;
const lookAgainMs = 15_000;
/** React may stop and start a screen at once; the leases must outlive that. */
const releaseDelayMs = 50;

export interface OpenDesk {
  readonly controller: DeskController;
  /** Claims, sends and keeps the leases until the answered function is called. */
  start(): () => void;
}

/** A desk wired to this browser: network, IndexedDB, clock, tab storage, page life. */
export function openDesk(scope: DeskScope, userId: string): OpenDesk {
  const { outbox, listen } = openDeskOutbox(userId, calls, ({ commitId, landsAt }) =>
    controller.submitted(commitId, landsAt),
  );
  const place = `avenue-desk ${userId} ${scope.kind === 'queue' ? (scope.queueId ?? 'all') : scope.productId}`;
  const controller = createDeskController({
    scope,
    userId,
    api: { ...calls, undoSweep, withdrawSynonym },
    outbox,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    recall: () => readIds(sessionStorage.getItem(place)),
    remember: (productIds) => sessionStorage.setItem(place, productIds.join(' ')),
  });
  let releaseTimer: ReturnType<typeof setTimeout> | undefined;

  return {
    controller,
    start() {
      clearTimeout(releaseTimer);
      const stopListening = listen();
      const stop = controller.start();
      const heartbeat = setInterval(() => {
        if (controller.idleMs() < longestIdleMs) void controller.renew();
      }, heartbeatMs);
      const looking = setInterval(() => {
        if (document.visibilityState === 'visible') void controller.lookAgain();
      }, lookAgainMs);
      const release = () => void controller.release();
      const wakeUp = () => {
        if (controller.idleMs() > heartbeatMs) void controller.renew();
        controller.touched();
      };
      // Back from the back-forward cache the leases are gone: start afresh.
      const restart = (event: PageTransitionEvent) => {
        if (event.persisted) location.reload();
      };
      window.addEventListener('pagehide', release);
      window.addEventListener('pageshow', restart);
      window.addEventListener('pointerdown', wakeUp);
      window.addEventListener('keydown', wakeUp);
      return () => {
        stop();
        stopListening();
        clearInterval(heartbeat);
        clearInterval(looking);
        window.removeEventListener('pagehide', release);
        window.removeEventListener('pageshow', restart);
        window.removeEventListener('pointerdown', wakeUp);
        window.removeEventListener('keydown', wakeUp);
        releaseTimer = setTimeout(release, releaseDelayMs);
      };
    },
  };
}

function readIds(text: string | null): number[] {
  return (text ?? '')
    .split(' ')
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0);
}
