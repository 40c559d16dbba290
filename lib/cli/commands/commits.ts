import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { commitQuery } from '../../curation/contract';
import { listCommits, readCommit, revertCommit } from '../../curation/server';
import { commandActor, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'commits list [--state pending|landed|cancelled] [--product ID] [--limit N] | ' +
  'commits show --id ID | commits revert --id ID';

const listOptions = z.object({
  state: commitQuery.shape.state,
  product: commitQuery.shape.productId,
  limit: commitQuery.shape.limit,
});
const idOption = z.object({ id: z.uuid() });

const actions: Actions = {
  async list(args) {
    const { product, ...query } = readOptions(listOptions, args, usage);
    const { commits } = await listCommits({ ...query, productId: product });
    for (const { id, state, productId, changes, createdBy, createdAt, revertsId } of commits) {
      const what = revertsId ? `reverts ${revertsId}` : `${changes} values`;
      process.stdout.write(
        `${createdAt}  ${id}  ${state}  product ${productId}  ${what}  ${createdBy}\n`,
      );
    }
    return { commits: commits.length };
  },
  show: (args) => readCommit(readOptions(idOption, args, usage).id),
  /** A commit that was reverted before is refused, so that running it again changes nothing. */
  revert(args) {
    const { id } = readOptions(idOption, args, usage);
    return revertCommit(commandActor, id, { commitId: randomUUID() }, new Date());
  },
};

export const command: Command = {
  name: 'commits',
  summary: 'cli.commits',
  usage,
  run: (args) => runAction(actions, args, usage),
};
