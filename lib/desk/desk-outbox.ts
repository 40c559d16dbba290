import { isTransient, ProblemError } from '../browser/fetch-json';
import { createOutbox, type Outbox, type SendOutcome } from '../browser/outbox';
import { openOutboxStore } from '../browser/outbox-store';
import type {
  DecideInput,
  DecideResult,
  SkipInput,
  SubmitInput,
  SubmitResult,
} from '../curation/contract';
import {
  mergeMessages,
  onlyConflicts,
  readMessage,
  type DeskMessage,
  type DeskRefusal,
} from './desk-messages';

/** The calls that a message becomes. */
export interface DeskSender {
  sendDecisions(productId: number, body: DecideInput): Promise<DecideResult>;
  sendSubmit(productId: number, body: SubmitInput): Promise<SubmitResult>;
  sendSkip(productId: number, body: SkipInput): Promise<void>;
}

/** Sends one message and says what is left to do with it. */
export async function sendMessage(
  sender: DeskSender,
  message: DeskMessage,
  onSubmitted: (result: SubmitResult) => void,
): Promise<SendOutcome<DeskMessage>> {
  const { productId, leaseToken } = message;
  try {
    switch (message.kind) {
      case 'decide': {
        const { decisions } = message;
        const { conflicts } = await sender.sendDecisions(productId, { leaseToken, decisions });
        if (conflicts.length === 0) return { kind: 'sent' };
        const rest = onlyConflicts(message, new Set(conflicts.map(({ id }) => id)));
        return refuse(rest, { kind: 'conflicts', conflicts });
      }
      case 'submit': {
        const { commitId } = message;
        onSubmitted(await sender.sendSubmit(productId, { leaseToken, commitId }));
        return { kind: 'sent' };
      }
      case 'skip':
        await sender.sendSkip(productId, {
          leaseToken,
          reason: message.reason,
          note: message.note,
        });
        return { kind: 'sent' };
    }
  } catch (error) {
    return judgeFailure(message, error);
  }
}

function refuse(rest: DeskMessage, refusal: DeskRefusal): SendOutcome<DeskMessage> {
  return { kind: 'refused', rest, refusal };
}

function judgeFailure(message: DeskMessage, error: unknown): SendOutcome<DeskMessage> {
  if (isTransient(error)) return { kind: 'again', trouble: 'network' };
  if (!(error instanceof ProblemError)) return { kind: 'again', trouble: 'outdated' };
  if (error.status === 401) return { kind: 'again', trouble: 'signed-out' };
  if (error.reason !== 'review.errors.lease-lost') {
    return refuse(message, { kind: 'problem', detail: error.detail });
  }
  // Somebody else has the product: that it is skipped here needs nobody.
  if (message.kind === 'skip') return { kind: 'refused', rest: null, refusal: null };
  return refuse(message, { kind: 'lease-lost' });
}

const databaseName = 'avenue-outbox';

/** The outbox of one person in this browser; its tabs send by turns and tell each other. */
export function openDeskOutbox(
  owner: string,
  sender: DeskSender,
  onSubmitted: (result: SubmitResult) => void,
): {
  readonly outbox: Outbox<DeskMessage>;
  /** Follows the network and the other tabs until the answered function is called. */
  listen(): () => void;
} {
  const store = openOutboxStore<DeskMessage>(databaseName, readMessage);
  let tabs: BroadcastChannel | null = null;
  const outbox = createOutbox<DeskMessage>({
    owner,
    store: {
      list: async (who) => (await store).list(who),
      add: async (entry) => (await store).add(entry),
      replace: async (entries) => (await store).replace(entries),
      remove: async (ids) => (await store).remove(ids),
    },
    send: (message) => sendMessage(sender, message, onSubmitted),
    merge: mergeMessages,
    exclusive: makeExclusive(`${databaseName} ${owner}`),
    wait: waitFor,
    random: Math.random,
    announce: () => tabs?.postMessage('changed'),
  });
  return {
    outbox,
    listen() {
      const channel = new BroadcastChannel(databaseName);
      tabs = channel;
      const wake = () => outbox.wake();
      channel.addEventListener('message', () => void outbox.refresh());
      window.addEventListener('online', wake);
      return () => {
        window.removeEventListener('online', wake);
        channel.close();
        if (tabs === channel) tabs = null;
      };
    },
  };
}

/** One at a time over all tabs; over this page alone where the browser has no locks. */
function makeExclusive(name: string): <R>(work: () => Promise<R>) => Promise<R> {
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks) return (work) => locks.request(name, work);
  let last: Promise<unknown> = Promise.resolve();
  return <R>(work: () => Promise<R>) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
