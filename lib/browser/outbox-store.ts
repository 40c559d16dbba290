import { openDB, type DBSchema } from 'idb';
import type { OutboxEntry, OutboxStore } from './outbox';

interface Shape extends DBSchema {
  entries: {
    key: number;
    value: Omit<OutboxEntry<unknown>, 'seq'> & { readonly seq?: number };
    indexes: { owner: string; id: string };
  };
}

/** Reads what an earlier version of this page may have kept; undefined when it is unreadable. */
export type ReadPayload<T> = (payload: unknown) => T | undefined;

/**
 * Messages in IndexedDB, where they survive a reload. A browser that refuses (private windows of
 * some) keeps them in memory instead.
 */
export async function openOutboxStore<T>(
  name: string,
  read: ReadPayload<T>,
): Promise<OutboxStore<T>> {
  try {
    return await openIndexedStore(name, read);
  } catch {
    return makeMemoryStore();
  }
}

async function openIndexedStore<T>(name: string, read: ReadPayload<T>): Promise<OutboxStore<T>> {
  const db = await openDB<Shape>(name, 1, {
    upgrade(fresh) {
      const entries = fresh.createObjectStore('entries', { keyPath: 'seq', autoIncrement: true });
      entries.createIndex('owner', 'owner');
      entries.createIndex('id', 'id', { unique: true });
    },
  });
  return {
    async list(owner) {
      const found = await db.getAllFromIndex('entries', 'owner', owner);
      return found.flatMap(({ seq, payload, ...rest }) => {
        const readable = read(payload);
        return seq === undefined || readable === undefined
          ? []
          : [{ ...rest, seq, payload: readable }];
      });
    },
    async add(entry) {
      await db.add('entries', entry);
    },
    async replace(entries) {
      const work = db.transaction('entries', 'readwrite', { durability: 'strict' });
      await Promise.all([...entries.map((entry) => work.store.put(entry)), work.done]);
    },
    async remove(ids) {
      const work = db.transaction('entries', 'readwrite');
      for (const id of ids) {
        const seq = await work.store.index('id').getKey(id);
        if (seq !== undefined) await work.store.delete(seq);
      }
      await work.done;
    },
  };
}

/** Messages that live as long as the page. */
export function makeMemoryStore<T>(): OutboxStore<T> {
  let entries: readonly OutboxEntry<T>[] = [];
  let lastSeq = 0;
  return {
    list: (owner) => Promise.resolve(entries.filter((entry) => entry.owner === owner)),
    add(entry) {
      lastSeq += 1;
      entries = [...entries, { ...entry, seq: lastSeq }];
      return Promise.resolve();
    },
    replace(changed) {
      const byId = new Map(changed.map((entry) => [entry.id, entry]));
      entries = entries.map((entry) => byId.get(entry.id) ?? entry);
      return Promise.resolve();
    },
    remove(ids) {
      entries = entries.filter(({ id }) => !ids.includes(id));
      return Promise.resolve();
    },
  };
}
