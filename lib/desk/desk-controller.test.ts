import { describe, expect, it } from 'vitest';
import { NetworkError, ProblemError } from '../browser/fetch-json';
import { createOutbox } from '../browser/outbox';
import { makeMemoryStore } from '../browser/outbox-store';
import type { DecideResult, Lease, ReviewProduct, ReviewRow } from '../curation/contract';
import type { ClaimInput } from './contract';
import { createDeskController } from './desk-controller';
import type { DeskApi, DeskScope } from './desk-view';
import { makeProduct, makeRow } from './testing/desk-fixture';
import { mergeMessages, type DeskMessage } from './desk-messages';
import { sendMessage, type DeskSender } from './desk-outbox';
import { openSheet } from './desk-state';

const rows = [
  makeRow({ id: 1, group: 'needs' }),
  makeRow({ id: 2, group: 'right' }),
  makeRow({ id: 3, group: 'right' }),
];

interface BenchOptions {
  readonly scope?: DeskScope;
  readonly stock?: readonly number[];
  readonly rows?: readonly ReviewRow[];
  readonly independent?: ReviewProduct['independent'];
  readonly answer?: Partial<DeskSender & DeskApi>;
}

const makeId = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
const theirHead = makeId(999);

/** A desk whose server hands out `stock` and remembers what it was sent. */
function makeBench(options: BenchOptions = {}) {
  const stock = (options.stock ?? [1, 2, 3, 4, 5, 6]).map((id) => ({
    ...makeProduct(id, options.rows ?? rows),
    independent: options.independent ?? null,
  }));
  const calls: string[] = [];
  const claims: Partial<ClaimInput>[] = [];
  let clock = 0;
  let ids = 0;
  const take = (wish: Partial<ClaimInput>): ReviewProduct[] => {
    const { count = 1, holding = [], productIds } = wish;
    const isWanted = ({ productId }: ReviewProduct) => productIds?.includes(productId) ?? true;
    const free = stock.filter((each) => isWanted(each) && !holding.includes(each.productId));
    const taken = free.slice(0, Math.max(0, count - holding.length));
    for (const product of taken) stock.splice(stock.indexOf(product), 1);
    return taken;
  };
  const api: DeskApi & DeskSender = {
    claim(wish) {
      claims.push(wish);
      return Promise.resolve({ products: take(wish), remaining: stock.length });
    },
    readProduct: (id) => Promise.resolve(makeProduct(id, rows)),
    sendUnsubmit(productId) {
      calls.push(`unsubmit ${productId}`);
      const lease: Lease = { token: 'new', userId: 'mina', userName: '미나', until: 'later' };
      return Promise.resolve(lease);
    },
    renewLeases: (tokens) =>
      Promise.resolve({
        leases: tokens.map((token) => ({ token, until: 'later' })),
        lost: [],
        takeovers: [],
      }),
    undoSweep(id) {
      calls.push(`undo sweep ${id}`);
      return Promise.resolve();
    },
    withdrawSynonym(id) {
      calls.push(`withdraw ${id}`);
      return Promise.resolve();
    },
    releaseLeases(tokens) {
      calls.push(`release ${tokens.join(' ')}`);
      return Promise.resolve();
    },
    sendDecisions(productId, { decisions }) {
      calls.push(`decide ${productId}: ${decisions.map(({ kind }) => kind).join(' ')}`);
      const stored = decisions.map(({ id }) => id);
      return Promise.resolve<DecideResult>({ stored, conflicts: [] });
    },
    sendSubmit(productId, { commitId }) {
      calls.push(`submit ${productId}`);
      return Promise.resolve({ commitId, landsAt: '2026-01-01T00:00:10.000Z' });
    },
    sendSkip(productId) {
      calls.push(`skip ${productId}`);
      return Promise.resolve();
    },
    ...options.answer,
  };
  let queue: Promise<unknown> = Promise.resolve();
  const outbox = createOutbox<DeskMessage>({
    owner: 'mina',
    store: makeMemoryStore(),
    send: (message) =>
      sendMessage(api, message, ({ commitId, landsAt }) => controller.submitted(commitId, landsAt)),
    merge: mergeMessages,
    exclusive<R>(work: () => Promise<R>) {
      const result = queue.then(work);
      queue = result.catch(() => undefined);
      return result;
    },
    wait: (_, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    random: () => 0,
  });
  const controller = createDeskController({
    scope: options.scope ?? { kind: 'queue', queueId: null, minutes: null },
    userId: 'mina',
    api,
    outbox,
    now: () => (clock += 1000),
    newId: () => makeId((ids += 1)),
    recall: () => [],
    remember: () => undefined,
  });
  /** Resolves as soon as the desk looks so. */
  const until = (isReached: () => boolean) =>
    new Promise<void>((resolve) => {
      if (isReached()) return resolve();
      const stop = controller.subscribe(() => {
        if (!isReached()) return;
        stop();
        resolve();
      });
    });
  const openId = () => controller.view().desk.openId;
  const saved = () => until(() => controller.view().outbox.pending === 0);
  controller.start();
  return { controller, outbox, calls, claims, until, openId, saved };
}

const leaseOf = (userId: string): Lease => ({
  token: `of ${userId}`,
  userId,
  userName: userId,
  until: 'later',
});

/** Every row decided, nothing left. */
function finish({ controller }: ReturnType<typeof makeBench>): void {
  controller.accept();
  controller.accept();
  controller.accept();
}

describe('the desk', () => {
  it('opens the first product at once and then holds five', async () => {
    const bench = makeBench();
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    expect(bench.openId()).toBe(1);
    expect(bench.claims.map(({ count, holding }) => [count, holding?.length])).toEqual([
      [1, 0],
      [5, 1],
    ]);
  });

  it('never submits while a row is undecided, and says how many are left', async () => {
    const bench = makeBench();
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    bench.controller.advance();
    expect(bench.openId()).toBe(1);
    expect(bench.controller.view().notice).toMatchObject({ kind: 'pending', count: 2 });
  });

  it('opens a proposal that cannot be read in the editor, and decides nothing', async () => {
    const bench = makeBench({ rows: [makeRow({ id: 1, group: 'needs', values: [null] })] });
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    expect(openSheet(bench.controller.view().desk)).toMatchObject({ isEditing: true });
    expect(bench.controller.view().notice).toBeNull();
    expect(bench.calls).toEqual([]);
  });

  it('asks why there is no value where none is proposed, and leaves the keys to the row', async () => {
    const bench = makeBench({ rows: [makeRow({ id: 1, group: 'needs', values: [] })] });
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    expect(openSheet(bench.controller.view().desk)).toMatchObject({ isEditing: false });
    expect(bench.controller.view().notice).toMatchObject({ refusal: 'nothing-proposed' });
    expect(bench.calls).toEqual([]);
  });

  it('paints the next product with the key that submits, before the server has answered', async () => {
    const bench = makeBench();
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    finish(bench);
    bench.controller.advance();
    expect(bench.openId()).toBe(2);
    await bench.saved();
    expect(bench.calls.at(-1)).toBe('submit 1');
    expect(bench.calls.filter((call) => call.startsWith('decide')).join(' ')).toMatch(
      /accept.*accept.*accept/,
    );
  });

  it('takes a submit back and opens its product under the new lease', async () => {
    const bench = makeBench();
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    finish(bench);
    bench.controller.advance();
    await bench.saved();
    await bench.controller.undo();
    expect(bench.calls.at(-1)).toBe('unsubmit 1');
    expect(bench.openId()).toBe(1);
    expect(openSheet(bench.controller.view().desk)?.product.lease?.token).toBe('new');
    expect(bench.controller.view().desk.upcoming[0]).toBe(2);
  });

  it('takes back a submit that waits for the network without asking the server', async () => {
    const bench = makeBench({
      answer: {
        sendDecisions: () => Promise.reject(new NetworkError('down')),
      },
    });
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    finish(bench);
    bench.controller.advance();
    await bench.until(() => bench.controller.view().outbox.trouble === 'network');
    await bench.until(() => bench.controller.view().outbox.pending === 4);
    await bench.controller.undo();
    expect(bench.openId()).toBe(1);
    expect(bench.calls).not.toContain('unsubmit 1');
  });

  it('remembers the last correction until it is taken back', async () => {
    const bench = makeBench();
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    expect(bench.controller.view().correction).toBeNull();
    bench.controller.setValues({ values: ['other'] });
    expect(bench.controller.view().correction).toMatchObject({ productId: 1 });
    await bench.controller.undo();
    expect(bench.controller.view().correction).toBeNull();
  });

  it('offers no correction elsewhere for what is answered blind', async () => {
    const blind = makeBench({ independent: { wanted: 2 } });
    await blind.until(() => blind.openId() === 1);
    blind.controller.setValues({ values: ['other'] });
    expect(blind.controller.view().correction).toBeNull();
    const seen = makeBench();
    await seen.until(() => seen.openId() === 1);
    seen.controller.setValues({ values: ['other'] });
    expect(seen.controller.view().correction).not.toBeNull();
  });

  it('takes a sweep and a synonym back as one step each', async () => {
    const bench = makeBench();
    await bench.until(() => bench.openId() === 1);
    bench.controller.reject();
    await bench.saved();
    const said = { kind: 'swept', count: 3, leased: 0 } as const;
    bench.controller.didElsewhere({ what: 'sweep', id: 's' }, said);
    bench.controller.didElsewhere({ what: 'synonym', id: 'y' }, said);
    await bench.controller.undo();
    await bench.controller.undo();
    expect(bench.calls.slice(-2)).toEqual(['withdraw y', 'undo sweep s']);
    await bench.controller.undo();
    expect(bench.controller.view().notice).toMatchObject({ kind: 'undone', count: 1 });
    expect(bench.controller.view().desk.undo).toEqual([]);
  });

  it('visits another product and goes back with Z to where the step was made', async () => {
    const bench = makeBench();
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    bench.controller.reject();
    await bench.controller.visit(6, 3);
    expect(bench.openId()).toBe(6);
    expect(openSheet(bench.controller.view().desk)?.focusedId).toBe(3);
    expect(bench.controller.view().desk.upcoming[0]).toBe(1);
    await bench.controller.undo();
    expect(bench.openId()).toBe(1);
    expect(bench.controller.view().desk.upcoming[0]).toBe(6);
    bench.controller.redo();
    expect(bench.controller.view().notice).toMatchObject({ kind: 'redone', count: 1 });
  });

  it('makes an earlier value, absence or emptiness a decision of now', async () => {
    const bench = makeBench();
    await bench.until(() => bench.openId() === 1);
    bench.controller.restore({ values: ['v1'], absence: null });
    bench.controller.restore({ values: [], absence: 'conflict' });
    bench.controller.restore({ values: [], absence: null });
    await bench.saved();
    expect(bench.calls.filter((call) => call.startsWith('decide')).join(' ')).toMatch(
      /accept.*absent.*reject/,
    );
  });

  it('keeps what the catalogue holds, says so where it holds nothing, and takes that back', async () => {
    const held = makeRow({
      id: 1,
      values: ['new'],
      change: { current: { values: ['old'], absence: null } },
    });
    const bench = makeBench({ rows: [held, makeRow({ id: 2 })] });
    await bench.until(() => bench.openId() === 1);
    expect(bench.controller.keepCurrent()).toBe(true);
    const decided = () => openSheet(bench.controller.view().desk)?.marks.get(1)?.decision ?? null;
    expect(decided()).toMatchObject({ kind: 'correct', values: ['old'] });
    bench.controller.focus(2);
    expect(bench.controller.keepCurrent()).toBe(false);
    expect(bench.controller.view().notice?.kind).toBe('no-current');
    await bench.controller.undo();
    expect(decided()).toBeNull();
  });

  it('says so when the grace time is over', async () => {
    const bench = makeBench({
      answer: {
        sendUnsubmit: () =>
          Promise.reject(new ProblemError(409, 'review.errors.grace-over', 'too late')),
      },
    });
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    finish(bench);
    bench.controller.advance();
    await bench.saved();
    await bench.controller.undo();
    expect(bench.openId()).toBe(2);
    expect(bench.controller.view().notice?.kind).toBe('grace-over');
  });

  it('shows a conflict, and keeping mine goes on from the head of the server', async () => {
    const supersedes: (string | null)[] = [];
    const bench = makeBench({
      answer: {
        sendDecisions(_, { decisions }) {
          const [decision] = decisions;
          if (!decision) throw new Error('no decision');
          supersedes.push(decision.supersedesId);
          const { id, proposalId, supersedesId } = decision;
          const conflict = { id, proposalId, headId: theirHead, decision: null };
          const isStale = supersedesId !== theirHead;
          return Promise.resolve({
            stored: isStale ? [] : [id],
            conflicts: isStale ? [conflict] : [],
          });
        },
      },
    });
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    await bench.until(() => bench.controller.view().troubles.length === 1);
    const [trouble] = bench.controller.view().troubles;
    if (!trouble) throw new Error('no trouble');
    await bench.controller.settleConflict(trouble, 'mine');
    await bench.until(() => bench.controller.view().troubles.length === 0);
    await bench.saved();
    expect(supersedes).toEqual([null, theirHead]);
  });

  it('closes the product for decisions once its lease is lost', async () => {
    const bench = makeBench({
      answer: {
        sendDecisions: () =>
          Promise.reject(new ProblemError(409, 'review.errors.lease-lost', 'gone')),
      },
    });
    await bench.until(() => bench.openId() === 1);
    bench.controller.accept();
    await bench.until(() => openSheet(bench.controller.view().desk)?.isLeaseLost === true);
    expect(bench.controller.accept()).toBe(false);
    await bench.controller.giveUp(1);
    expect(bench.controller.view().desk.sheets.has(1)).toBe(false);
  });

  it('keeps the lease of a product with unsaved decisions when the page goes', async () => {
    const bench = makeBench({
      answer: { sendDecisions: () => Promise.reject(new NetworkError('down')) },
    });
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    bench.controller.accept();
    await bench.until(() => bench.controller.view().outbox.trouble === 'network');
    await bench.controller.release();
    expect(bench.calls).toEqual(['release token 2 token 3 token 4 token 5']);
  });

  it('tells why a product that was asked for by name is not to be had', async () => {
    const bench = makeBench({ scope: { kind: 'product', productId: 99 } });
    await bench.until(() => bench.controller.view().phase.kind === 'empty');
    const { phase } = bench.controller.view();
    expect(phase.kind === 'empty' && phase.product?.productId).toBe(99);
  });

  it('asks once more for a product that its person holds in another window', async () => {
    const product = makeProduct(7, rows);
    let asked = 0;
    const bench = makeBench({
      scope: { kind: 'product', productId: 7 },
      answer: {
        claim: () => Promise.resolve({ products: (asked += 1) > 1 ? [product] : [], remaining: 0 }),
        readProduct: () => Promise.resolve({ ...product, lease: leaseOf('mina') }),
      },
    });
    await bench.until(() => bench.openId() === 7);
    expect(asked).toBe(2);
  });

  it('never names its own person as the holder of a product that is not to be had', async () => {
    const bench = makeBench({
      scope: { kind: 'product', productId: 99 },
      answer: {
        readProduct: (id) => Promise.resolve({ ...makeProduct(id, rows), lease: leaseOf('mina') }),
      },
    });
    await bench.until(() => bench.controller.view().phase.kind === 'empty');
    expect(bench.controller.view().phase).toMatchObject({
      product: { state: 'ready', lease: null },
    });
  });

  it('says who holds a product that it could not visit, and the server’s word when that failed', async () => {
    let isDown = false;
    const bench = makeBench({
      answer: {
        readProduct: (id) =>
          isDown
            ? Promise.reject(new ProblemError(503, '', 'no database'))
            : Promise.resolve({ ...makeProduct(id, rows), lease: leaseOf('jun') }),
      },
    });
    await bench.until(() => bench.controller.view().desk.upcoming.length === 4);
    await bench.controller.visit(99, 1);
    expect(bench.controller.view().notice).toMatchObject({
      kind: 'not-given',
      product: { productId: 99, lease: { userId: 'jun' } },
    });
    isDown = true;
    await bench.controller.visit(99, 1);
    expect(bench.controller.view().notice).toMatchObject({
      kind: 'problem',
      detail: 'no database',
    });
  });

  it('gives back the token that it had when it takes a product again', async () => {
    const again = { ...makeProduct(1, rows), lease: { ...leaseOf('mina'), token: 'again' } };
    const bench = makeBench({
      answer: {
        claim: ({ productIds }) =>
          Promise.resolve({ products: [productIds ? again : makeProduct(1, rows)], remaining: 0 }),
      },
    });
    await bench.until(() => bench.openId() === 1);
    await bench.controller.reread(1);
    expect(openSheet(bench.controller.view().desk)?.product.lease?.token).toBe('again');
    expect(bench.calls).toEqual(['release token 1']);
  });

  it('says that it failed when the first claim does', async () => {
    const bench = makeBench({
      answer: { claim: () => Promise.reject(new ProblemError(503, '', 'no database')) },
    });
    await bench.until(() => bench.controller.view().phase.kind === 'failed');
    expect(bench.controller.view().phase).toEqual({ kind: 'failed', detail: 'no database' });
  });
});
