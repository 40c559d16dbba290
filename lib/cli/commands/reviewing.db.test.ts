import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commitDetail, graceMs } from '../../curation/contract';
import { claimResult } from '../../desk/contract';
import { landPendingCommit } from '../../curation/server/land-commit';
import {
  addMonitorCategory,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import { proposalRun } from '../../proposals/contract';
import { commandActorId, type Command } from '../command';
import { command as commits } from './commits';
import { command as decisions } from './decisions';
import { command as proposals } from './proposals';

let database: ReviewDatabase;
let folder: string;
let written = '';

beforeAll(async () => {
  database = await openReviewDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-reviewing-'));
  vi.stubEnv('AVENUE_DATA', folder);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await database.close();
  rmSync(folder, { recursive: true });
});

/** The last line of what the command writes. */
async function run(command: Command, ...args: string[]): Promise<unknown> {
  written = '';
  expect(await command.run(args)).toBe(0);
  return JSON.parse(written.trim().split('\n').at(-1)!);
}

describe('avenue', () => {
  it('skips a product for a reason of the list, and for another only with a note', async () => {
    const category = await addMonitorCategory('skipped-monitors');
    const { productId } = await addReadyProduct(category, { externalId: 'skipped' });
    const product = ['--product', String(productId)];
    const { products } = claimResult.parse(await run(decisions, 'claim', ...product));
    const skip = ['skip', ...product, '--lease', products[0]!.lease!.token, '--reason'];
    for (const reason of ['other', 'tired']) {
      await expect(decisions.run([...skip, reason])).rejects.toMatchObject({ code: 'invalid' });
    }
    await run(decisions, ...skip, 'other', '--note', '단종된 상품');
    const item = await db().reviewItem.findUniqueOrThrow({ where: { productId } });
    expect(item).toMatchObject({ state: 'skipped', skipReason: 'other', skipNote: '단종된 상품' });
  });

  it('reviews a product from claim to commit, and reverts it', async () => {
    const category = await addMonitorCategory();
    const { productId } = await addReadyProduct(category, { externalId: 'p' });
    const product = ['--product', String(productId)];
    const { products } = claimResult.parse(await run(decisions, 'claim', ...product));
    const { lease, rows } = products[0]!;
    const file = path.join(folder, 'decisions.json');
    const size = rows.find(({ attribute }) => attribute.key === 'size')!;
    const decision = {
      id: randomUUID(),
      proposalId: size.proposalId,
      supersedesId: null,
      kind: 'correct',
      values: [70],
      decidedAt: new Date().toISOString(),
    };
    writeFileSync(file, JSON.stringify({ leaseToken: lease!.token, decisions: [decision] }));
    expect(await run(decisions, 'send', ...product, '--file', file)).toEqual({
      stored: [decision.id],
      conflicts: [],
    });
    const submitted = await run(decisions, 'submit', ...product, '--lease', lease!.token);
    const { commitId } = submitted as { commitId: string };
    await landPendingCommit(commitId, new Date(Date.now() + graceMs));
    expect(await run(commits, 'list', ...product)).toEqual({ commits: 1 });
    expect(written).toContain(commandActorId);
    const { changes } = commitDetail.parse(await run(commits, 'show', '--id', commitId));
    expect(changes).toMatchObject([{ after: { values: [70] } }]);
    expect(await run(commits, 'revert', '--id', commitId)).toMatchObject({ restored: ['size'] });
    await expect(commits.run(['revert', '--id', commitId])).rejects.toMatchObject({
      reason: 'commits.errors.already-reverted',
    });
    expect(await db().catalogueValue.count()).toBe(0);
  });

  it('asks for proposals of a category and steers the run', async () => {
    const category = await addMonitorCategory('screens');
    await addReadyProduct(category, { externalId: 'q' });
    const asked = proposalRun.parse(await run(proposals, 'request', '--category', 'screens'));
    expect(asked).toMatchObject({ state: 'queued', total: 1, createdBy: commandActorId });
    const one = ['--run', asked.id];
    expect(await run(proposals, 'pause', ...one)).toMatchObject({ state: 'paused' });
    expect(await run(proposals, 'resume', ...one)).toMatchObject({ id: asked.id });
    expect(await run(proposals, 'cancel', ...one)).toMatchObject({ state: 'cancelled' });
    expect(await run(proposals, 'list')).toEqual({ runs: 1 });
    expect(await run(proposals, 'show', ...one)).toMatchObject({ failures: [] });
  });

  it.each([
    [decisions, ['claim', '--colour', 'red']],
    [decisions, ['send', '--product', '1', '--file', '/nowhere.json']],
    [commits, ['revert']],
    [proposals, ['dance']],
  ])('refuses wrong arguments with the usage', async (command, args) => {
    await expect(command.run(args)).rejects.toMatchObject({
      reason: 'errors.bad-arguments',
      params: { usage: command.usage },
    });
  });
});
