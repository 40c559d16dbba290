import * as z from 'zod';
import { createApiKeyInput } from '../../access/contract';
import { createApiKey, listApiKeys, revokeApiKey } from '../../access/server';
import { commandActorId, type Command } from '../command';
import { runAction } from '../run-action';
import { readOptions } from '../read-options';

const usage =
  'key list | key create --name NAME --scopes LIST [--per-minute N] [--expires ISO] | key revoke --id ID';

const actor = { id: commandActorId };

const createOptions = z.object({
  name: createApiKeyInput.shape.name,
  scopes: z
    .string()
    .transform((list) => list.split(','))
    .pipe(createApiKeyInput.shape.scopes),
  'per-minute': z.coerce.number().int().min(1).max(100_000).optional(),
  expires: z.iso.datetime().optional(),
});

async function list(): Promise<unknown> {
  const keys = await listApiKeys(new Date());
  for (const { id, prefix, state, name, scopes, lastUsedAt } of keys) {
    process.stdout.write(
      `${id}  ${prefix}…  ${state}  ${name}  ${scopes.join(',')}  ${lastUsedAt ?? '–'}\n`,
    );
  }
  return { keys: keys.length };
}

function create(args: readonly string[]): Promise<unknown> {
  const given = readOptions(createOptions, args, usage);
  const { name, scopes } = given;
  const wish = { name, scopes, requestsPerMinute: given['per-minute'], expiresAt: given.expires };
  return createApiKey(actor, createApiKeyInput.parse(wish), new Date());
}

async function revoke(args: readonly string[]): Promise<unknown> {
  const { id } = readOptions(z.object({ id: z.uuid() }), args, usage);
  await revokeApiKey(actor, id, new Date());
  return { id, state: 'revoked' };
}

export const command: Command = {
  name: 'key',
  summary: 'cli.key',
  usage,
  run: (args) => runAction({ list, create, revoke }, args, usage),
};
