/** One message on its way to the server. Messages of one channel are sent in order. */
export interface OutboxEntry<T> {
  readonly id: string;
  /** Grows with every message, over all channels. */
  readonly seq: number;
  /** Who wrote it; a later person at the same browser must not send it. */
  readonly owner: string;
  readonly channel: string;
  readonly payload: T;
  /** Set once the server refused: what a person has to settle before the channel goes on. */
  readonly refusal: unknown;
}

/** Keeps messages over a reload; `list` answers in the order of `seq`. */
export interface OutboxStore<T> {
  list(owner: string): Promise<OutboxEntry<T>[]>;
  add(entry: Omit<OutboxEntry<T>, 'seq'>): Promise<void>;
  replace(entries: readonly OutboxEntry<T>[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

export type SendOutcome<T> =
  | { readonly kind: 'sent' }
  /** Nothing was stored; the same message may be sent again. */
  | { readonly kind: 'again'; readonly trouble: OutboxTrouble }
  /** `rest` is what the server did not take; null when the message is void. */
  | { readonly kind: 'refused'; readonly rest: T | null; readonly refusal: unknown };

/** `outdated`: the answer is not understood, so the page is of another version than the server. */
export type OutboxTrouble = 'network' | 'signed-out' | 'outdated';

export interface OutboxView<T> {
  /** Messages that the server has not acknowledged, refused ones not counted. */
  readonly pending: number;
  /** Channels with messages that are not acknowledged, refused ones included. */
  readonly channels: ReadonlySet<string>;
  readonly refused: readonly OutboxEntry<T>[];
  /** Why nothing moves right now; null while it does. */
  readonly trouble: OutboxTrouble | null;
}

export interface Outbox<T> {
  /** Resolves once the message is kept by the browser, not once it is sent. */
  add(id: string, channel: string, payload: T): Promise<void>;
  /** Takes a message back; false when it is sent, or unknown. Waits for a request in flight. */
  cancel(id: string): Promise<boolean>;
  /** Changes every message of a channel (null removes it) and lets the channel go on. */
  rewrite(channel: string, change: (payload: T) => T | null): Promise<void>;
  /** Messages of a channel that are not acknowledged. */
  waiting(channel: string): Promise<readonly OutboxEntry<T>[]>;
  /** Tries at once, whatever the back-off. */
  wake(): void;
  view(): OutboxView<T>;
  subscribe(listener: () => void): () => void;
  /** Another tab changed the store. */
  refresh(): Promise<void>;
}

export interface OutboxOptions<T> {
  readonly owner: string;
  readonly store: OutboxStore<T>;
  send(payload: T): Promise<SendOutcome<T>>;
  /** One message instead of two neighbours of a channel; null when they stay apart. */
  merge(first: T, second: T): T | null;
  /** Runs while no other tab sends. */
  exclusive<R>(work: () => Promise<R>): Promise<R>;
  /** Resolves after the time, or as soon as `signal` is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** Tells other tabs that the store changed. */
  announce?(): void;
}

const firstBackoffMs = 500;
const longestBackoffMs = 30_000;

/** Exponential, with half of it left to chance so that a restarted server is not stormed. */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 16));
  return full * (0.5 + random / 2);
}

/**
 * Sends messages in order and at least once; the server must take a repeated id for the same
 * message. A refused message holds back its own channel and no other.
 */
export function createOutbox<T>(options: OutboxOptions<T>): Outbox<T> {
  const { owner, store } = options;
  const listeners = new Set<() => void>();
  let view: OutboxView<T> = { pending: 0, channels: new Set(), refused: [], trouble: null };
  let isDraining = false;
  let isAskedAgain = false;
  let pause = new AbortController();

  function show(entries: readonly OutboxEntry<T>[], trouble: OutboxTrouble | null): void {
    const refused = entries.filter(({ refusal }) => refusal !== null);
    const channels = new Set(entries.map(({ channel }) => channel));
    view = { pending: entries.length - refused.length, channels, refused, trouble };
    for (const listener of listeners) listener();
  }

  async function changed(trouble = view.trouble): Promise<void> {
    show(await store.list(owner), trouble);
    options.announce?.();
  }

  /** Sends the first message that can go. */
  async function step(): Promise<'sent' | 'empty' | OutboxTrouble> {
    const entries = await store.list(owner);
    const batch = nextBatch(entries, options.merge);
    if (!batch) return 'empty';
    const outcome = await options.send(batch.payload);
    switch (outcome.kind) {
      case 'again':
        return outcome.trouble;
      case 'sent':
        await store.remove(batch.entries.map(({ id }) => id));
        return 'sent';
      case 'refused': {
        const [first, ...others] = batch.entries;
        const { rest, refusal } = outcome;
        if (rest === null) await store.remove(batch.entries.map(({ id }) => id));
        else {
          await store.replace([{ ...first, payload: rest, refusal }]);
          await store.remove(others.map(({ id }) => id));
        }
        return 'sent';
      }
    }
  }

  async function drain(): Promise<void> {
    if (isDraining) {
      isAskedAgain = true;
      return;
    }
    isDraining = true;
    let failures = 0;
    try {
      for (;;) {
        isAskedAgain = false;
        pause = new AbortController();
        const result = await options.exclusive(step);
        if (result === 'sent') {
          failures = 0;
          await changed(null);
        } else if (result === 'empty') {
          if (!isAskedAgain) break;
        } else {
          await changed(result);
          await options.wait(backoffMs(failures, options.random()), pause.signal);
          failures += 1;
        }
      }
    } finally {
      isDraining = false;
    }
    await changed(null);
  }

  return {
    async add(id, channel, payload) {
      const channels = new Set([...view.channels, channel]);
      view = { ...view, pending: view.pending + 1, channels };
      for (const listener of listeners) listener();
      await store.add({ id, owner, channel, payload, refusal: null });
      await changed();
      void drain();
    },
    cancel: (id) =>
      options.exclusive(async () => {
        const isThere = (await store.list(owner)).some((entry) => entry.id === id);
        if (isThere) await store.remove([id]);
        await changed();
        return isThere;
      }),
    async rewrite(channel, change) {
      await options.exclusive(async () => {
        const entries = (await store.list(owner)).filter((entry) => entry.channel === channel);
        const kept = entries.flatMap((entry) => {
          const payload = change(entry.payload);
          return payload === null ? [] : [{ ...entry, payload, refusal: null }];
        });
        const keptIds = new Set(kept.map(({ id }) => id));
        await store.replace(kept);
        await store.remove(entries.map(({ id }) => id).filter((id) => !keptIds.has(id)));
      });
      await changed();
      void drain();
    },
    waiting: async (channel) =>
      (await store.list(owner)).filter((entry) => entry.channel === channel),
    wake() {
      pause.abort();
      void drain();
    },
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: async () => show(await store.list(owner), view.trouble),
  };
}

interface Batch<T> {
  readonly entries: readonly [OutboxEntry<T>, ...OutboxEntry<T>[]];
  readonly payload: T;
}

/** The oldest message of a free channel together with the neighbours that merge into it. */
export function nextBatch<T>(
  entries: readonly OutboxEntry<T>[],
  merge: (first: T, second: T) => T | null,
): Batch<T> | null {
  const held = new Set(
    entries.flatMap(({ channel, refusal }) => (refusal === null ? [] : [channel])),
  );
  const free = entries.filter(({ channel }) => !held.has(channel));
  const [first] = free;
  if (!first) return null;
  let batch: Batch<T> = { entries: [first], payload: first.payload };
  for (const entry of free.slice(1)) {
    if (entry.channel !== first.channel) continue;
    const payload = merge(batch.payload, entry.payload);
    if (payload === null) break;
    batch = { entries: [...batch.entries, entry], payload };
  }
  return batch;
}
