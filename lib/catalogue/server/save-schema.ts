import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Actor } from '../../platform/session';
import { schemaDocument, type AttributeDefinition } from '../../values/contract';
import {
  saveSchemaInput,
  type RestoreSchemaInput,
  type SavedSchema,
  type SaveSchemaInput,
} from '../schema-contract';
import { applySchema, type SchemaChange } from './apply-schema';
import { readAttributes, requireCategory } from './schema-store';

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

/**
 * Changes the schema in force inside `tx`, nobody else between the reading and the writing; null
 * where `change` finds nothing to do.
 * @throws AppError as `saveSchema`
 */
export async function editSchema(
  tx: Transaction,
  wish: Omit<SchemaChange, 'revision' | 'attributes'>,
  change: (attributes: readonly AttributeDefinition[]) => readonly AttributeDefinition[] | null,
): Promise<SavedSchema | null> {
  await tx.$queryRaw`SELECT id FROM categories WHERE key = ${wish.categoryKey} FOR UPDATE`;
  const { id } = await requireCategory(tx, wish.categoryKey);
  const attributes = change(await readAttributes(tx, id));
  return attributes && applySchema(tx, { ...wish, revision: null, attributes });
}
