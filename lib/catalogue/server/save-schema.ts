import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Actor } from '../../platform/session';
import { schemaDocument } from '../contract';
import {
  saveSchemaInput,
  type RestoreSchemaInput,
  type SavedSchema,
  type SaveSchemaInput,
} from '../schema-contract';
import { applySchema } from './apply-schema';
import { requireCategory } from './schema-store';

/**
 * Saves the whole schema of a category; see `applySchema`.
 * @throws AppError `conflict` when somebody saved another revision meanwhile.
 */
export async function saveSchema(
  actor: Actor,
  categoryKey: string,
  input: SaveSchemaInput,
  now: Date,
): Promise<SavedSchema> {
  const { revision, attributes } = parseInput(saveSchemaInput, input);
  return db().$transaction((tx) =>
    applySchema(tx, {
      actorId: actor.id,
      categoryKey,
      revision,
      attributes,
      action: 'schema.save',
      now,
    }),
  );
}

/**
 * Makes an old revision the newest one; what lies between stays in the history.
 * @throws AppError `not-found` for an unknown revision, `conflict` as `saveSchema`.
 */
export async function restoreSchema(
  actor: Actor,
  categoryKey: string,
  input: RestoreSchemaInput,
  now: Date,
): Promise<SavedSchema> {
  return db().$transaction(async (tx) => {
    const { id } = await requireCategory(tx, categoryKey);
    const old = await tx.schemaRevision.findUnique({
      where: { categoryId_revision: { categoryId: id, revision: input.restore } },
    });
    if (!old) {
      const subject = `${categoryKey} ${input.restore}`;
      throw new AppError('not-found', 'errors.not-found', { subject });
    }
    const { attributes } = schemaDocument.parse(old.document);
    return applySchema(tx, {
      actorId: actor.id,
      categoryKey,
      revision: input.revision,
      attributes,
      action: 'schema.restore',
      now,
    });
  });
}
