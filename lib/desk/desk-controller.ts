import { createClaiming } from './desk-claiming';
import { createDeskCore } from './desk-core';
import { createDeciding, createPicking } from './desk-deciding';
import { createFocus } from './desk-focus';
import { createLeases } from './desk-leases';
import { createTrouble } from './desk-trouble';
import { createUndo } from './desk-undo';
import type { DeskOptions } from './desk-view';

export type DeskController = ReturnType<typeof createDeskController>;

/** The desk without its screen: claims, decides, submits and undoes; every view reads `view()`. */
export function createDeskController(options: DeskOptions) {
  const core = createDeskCore(options);
  const claiming = createClaiming(core);
  const deciding = createDeciding(core, claiming);
  const leases = createLeases(core, claiming);
  const { readOutbox, ...trouble } = createTrouble(core, claiming, leases);
  const { accept, absent, reject, setValues, acceptRest, skip } = deciding;
  const { load, lookAgain, visit } = claiming;
  const { view, subscribe, say, dispatch, countKey, touched, idleMs } = core;
  return {
    view,
    subscribe,
    /** Starts or goes on; the function that it answers stops it. */
    start(): () => void {
      const stop = options.outbox.subscribe(readOutbox);
      void options.outbox.refresh().then(() => options.outbox.wake());
      if (view().desk.openId === null) void load();
      return stop;
    },
    submitted: (commitId: string, landsAt: string) =>
      dispatch({ type: 'acknowledged', commitId, landsAt }),
    /** Sends at once what waits, whatever the back-off. */
    resend: () => options.outbox.wake(),
    say,
    countKey,
    touched,
    idleMs,
    ...{ load, lookAgain, visit },
    ...{ accept, absent, reject, setValues, acceptRest, skip },
    ...createPicking(core, deciding),
    ...createFocus(core, deciding),
    ...createUndo(core, deciding),
    ...leases,
    ...trouble,
  };
}
