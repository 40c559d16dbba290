import { describe, expect, it } from 'vitest';
import { backoffMs, createOutbox, type OutboxStore, type SendOutcome } from './outbox';
import { makeMemoryStore } from './outbox-store';

interface Message {
  readonly words: readonly string[];
}

const say = (...words: string[]): Message => ({ words });

/** An outbox whose server answers as `answer` says and whose waits end only by `wake`. */
function makeBench(
  answer: (message: Message, call: number) => SendOutcome<Message> | Promise<SendOutcome<Message>>,
  store: OutboxStore<Message> = makeMemoryStore(),
) {
  const sent: string[][] = [];
  let queue = Promise.resolve();
  const outbox = createOutbox<Message>({
    owner: 'mina',
    store,
    async send(message) {
      const outcome = await answer(message, sent.length);
      sent.push([...message.words]);
      return outcome;
    },
    merge: (first, second) =>
      second.words.includes('submit') || first.words.includes('submit')
        ? null
        : say(...first.words, ...second.words),
    exclusive<R>(work: () => Promise<R>) {
      const result = queue.then(work);
      queue = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    wait: (_, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    random: () => 0,
  });
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isReached()) return resolve();
      const stop = outbox.subscribe(() => {
        if (!isReached()) return;
        stop();
        resolve();
      });
    });
  const settled = () => until(() => outbox.view().pending === 0);
  return { outbox, sent, store, until, settled };
}

describe('outbox', () => {
  it('sends in order and merges neighbours that pile up behind a request', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { outbox, sent, settled } = makeBench(async (_, call) => {
      if (call === 0) await gate;
      return { kind: 'sent' };
    });
    await outbox.add('1', 'p1', say('a'));
    await outbox.add('2', 'p1', say('b'));
    await outbox.add('3', 'p1', say('c'));
    await outbox.add('4', 'p1', say('submit'));
    release();
    await settled();
    expect(sent).toEqual([['a'], ['b', 'c'], ['submit']]);
  });

  it('keeps a message over failures and says what is wrong until it is through', async () => {
    const { outbox, sent, until, settled } = makeBench((_, call) =>
      call === 0 ? { kind: 'again', trouble: 'network' } : { kind: 'sent' },
    );
    await outbox.add('1', 'p1', say('a'));
    await until(() => outbox.view().trouble === 'network');
    expect(outbox.view().pending).toBe(1);
    outbox.wake();
    await settled();
    await until(() => outbox.view().trouble === null);
    expect(sent).toEqual([['a'], ['a']]);
  });

  it('holds back only the channel of a refused message, until it is rewritten', async () => {
    const { outbox, sent, until } = makeBench((message) =>
      message.words.includes('old')
        ? { kind: 'refused', rest: say('old'), refusal: 'stale' }
        : { kind: 'sent' },
    );
    await outbox.add('1', 'p1', say('old'));
    await until(() => outbox.view().refused.length === 1);
    await outbox.add('2', 'p1', say('submit'));
    await outbox.add('3', 'p2', say('other'));
    await until(() => sent.length === 2 && outbox.view().pending === 1);
    expect(sent).toEqual([['old'], ['other']]);
    await outbox.rewrite('p1', ({ words }) => say(...words.map((w) => w.replace('old', 'new'))));
    await until(() => outbox.view().pending === 0 && outbox.view().refused.length === 0);
    expect(sent.slice(2)).toEqual([['new'], ['submit']]);
  });

  it('forgets a void message and one that its rewriting drops', async () => {
    const { outbox, sent, until } = makeBench((message) => ({
      kind: 'refused',
      rest: message.words.includes('void') ? null : message,
      refusal: 'no',
    }));
    await outbox.add('1', 'p1', say('void'));
    await until(() => outbox.view().pending === 0);
    await outbox.add('2', 'p2', say('kept'));
    await until(() => outbox.view().refused.length === 1);
    await outbox.rewrite('p2', () => null);
    expect(outbox.view()).toMatchObject({ pending: 0, refused: [] });
    expect(sent).toEqual([['void'], ['kept']]);
  });

  it('takes back what is not sent, and says so when it is too late', async () => {
    const { outbox, until } = makeBench((_, call) =>
      call === 0 ? { kind: 'again', trouble: 'network' } : { kind: 'sent' },
    );
    await outbox.add('1', 'p1', say('submit'));
    await until(() => outbox.view().trouble !== null);
    expect(await outbox.cancel('1')).toBe(true);
    expect(await outbox.cancel('1')).toBe(false);
    expect(outbox.view().pending).toBe(0);
  });

  it('replays what an earlier page left, but not what another person left', async () => {
    const store = makeMemoryStore<Message>();
    const left = { channel: 'p1', refusal: null };
    await store.add({ ...left, id: '1', owner: 'mina', payload: say('mine') });
    await store.add({ ...left, id: '2', owner: 'jun', payload: say('his') });
    const { outbox, sent, until } = makeBench(() => ({ kind: 'sent' }), store);
    await outbox.refresh();
    expect(outbox.view().pending).toBe(1);
    outbox.wake();
    await until(() => outbox.view().pending === 0);
    expect(sent).toEqual([['mine']]);
    expect(await store.list('jun')).toHaveLength(1);
  });

  it('backs off exponentially up to half a minute', () => {
    expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 1))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(40, 1)).toBe(30_000);
    expect(backoffMs(40, 0)).toBe(15_000);
  });
});
