import * as z from 'zod';
import { createWebhookInput, deliveryQuery, replayInput } from '../../webhooks/contract';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  replayDeliveries,
  rotateSecret,
  testWebhook,
} from '../../webhooks/server';
import { parseInput } from '../../platform/route';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'webhook list | webhook create --name NAME --url URL --events LIST | ' +
  'webhook log --id ID [--state waiting|delivered|failed] | ' +
  'webhook replay --id ID [--since ISO] [--which failed|all] | ' +
  'webhook on|off|test|rotate|delete --id ID';

const actor = { id: commandActorId };
const idOption = z.object({ id: z.uuid() });

function readId(args: readonly string[]): string {
  return readOptions(idOption, args, usage).id;
}

const actions: Actions = {
  async list() {
    const webhooks = await listWebhooks(new Date());
    for (const { id, name, url, events, isEnabled, waiting, failed } of webhooks) {
      const state = isEnabled ? 'on' : 'off';
      say(`${id}  ${state}  ${name}  ${url}  ${events.join(',')}  ${waiting}/${failed}`);
    }
    return { webhooks: webhooks.length };
  },
  create(args) {
    const options = z.object({ name: z.string(), url: z.string(), events: z.string() });
    const { events, ...given } = readOptions(options, args, usage);
    const input = { ...given, events: events.split(',') };
    return createWebhook(actor, parseInput(createWebhookInput, input));
  },
  async log(args) {
    const options = idOption.extend({ state: deliveryQuery.shape.state });
    const { id, state } = readOptions(options, args, usage);
    const { deliveries } = await listDeliveries(id, { state, limit: 100 });
    for (const each of deliveries) {
      const outcome = each.lastStatus ?? each.lastError ?? '–';
      say(`${each.createdAt}  ${each.id}  ${each.event}  ${each.state}  ${each.tries}  ${outcome}`);
    }
    return { deliveries: deliveries.length };
  },
  replay(args) {
    const options = idOption.extend(replayInput.shape);
    const { id, ...input } = readOptions(options, args, usage);
    return replayDeliveries(actor, id, input, new Date());
  },
  on: (args) => switchTo(readId(args), true),
  off: (args) => switchTo(readId(args), false),
  test: (args) => testWebhook(actor, readId(args), new Date()),
  rotate: (args) => rotateSecret(actor, readId(args), new Date()),
  async delete(args) {
    const id = readId(args);
    await deleteWebhook(actor, id);
    return { id, state: 'deleted' };
  },
};

async function switchTo(id: string, isEnabled: boolean): Promise<unknown> {
  await changeWebhook(actor, id, { isEnabled });
  return { id, isEnabled };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const command: Command = {
  name: 'webhook',
  summary: 'cli.webhook',
  usage,
  run: (args) => runAction(actions, args, usage),
};
