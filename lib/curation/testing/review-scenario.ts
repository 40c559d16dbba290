import type { AttributeDefinition } from '../../values/contract';
import { createTestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import type { Role } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { ProposalBody, ProposedValue } from '../../proposals/contract';

/** A database of a test's own. */
export interface ReviewDatabase {
  /** Removes every row, and keeps the tables. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Points this test file's process at a database that nobody else sees. */
export async function openReviewDatabase(): Promise<ReviewDatabase> {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  const close = async () => {
    await closeDatabase();
    await database.drop();
  };
  return { empty: removeRows, close };
}

/** Deleting the few rows of a test takes a fifth of the time that truncating every table does. */
const deleteRows = `DO $$
DECLARE
  name text;
  has_rows boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO has_rows;
    IF has_rows THEN EXECUTE 'DELETE FROM ' || name; END IF;
  END LOOP;
  FOR name IN SELECT quote_ident(sequencename) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE 'ALTER SEQUENCE ' || name || ' RESTART';
  END LOOP;
END $$`;

async function removeRows(): Promise<void> {
  await db().$executeRawUnsafe(deleteRows);
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`;
}

/** Resolves once a statement of this database waits for a lock. @throws when `work` ends without */
export async function untilItWaits(work: Promise<unknown>): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  while (!isOver) {
    const waiting = await db().$queryRaw<unknown[]>`
      SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
  }
  throw new Error('Nothing waited for a lock');
}

/** Somebody who can sign in to nothing: the verbs only need who it is. */
export async function addPerson(id: string, role: Role = 'md'): Promise<Actor> {
  const email = `${id}@example.com`;
  await db().user.create({ data: { id, name: `Person ${id}`, email, role } });
  return { id, name: `Person ${id}`, email, role };
}

/** A category with a screen size, a colour from a closed list, and ports, of which there are several. */
export async function addMonitorCategory(
  key = 'monitors',
  parentId: number | null = null,
): Promise<{ readonly id: number; readonly attributeIds: Readonly<Record<string, number>> }> {
  const definitions: readonly (Pick<AttributeDefinition, 'key' | 'nameKo' | 'nameEn' | 'type'> &
    Partial<AttributeDefinition>)[] = [
    { key: 'size', nameKo: '화면크기', nameEn: 'Screen size', type: 'number', unit: 'cm' },
    { key: 'colour', nameKo: '색상', nameEn: 'Colour', type: 'enum' },
    { key: 'ports', nameKo: '단자', nameEn: 'Ports', type: 'text', isMultiple: true },
  ];
  const category = await db().category.create({
    data: { key, parentId, nameKo: '모니터', nameEn: 'Monitors' },
  });
  const attributeIds: Record<string, number> = {};
  for (const [position, definition] of definitions.entries()) {
    const { id } = await db().attribute.create({
      data: {
        categoryId: category.id,
        position,
        key: definition.key,
        nameKo: definition.nameKo,
        nameEn: definition.nameEn,
        type: definition.type,
        unit: definition.unit ?? null,
        isMultiple: definition.isMultiple ?? false,
        listValues:
          definition.type === 'enum'
            ? { create: ['검정', '흰색'].map((value, place) => ({ value, position: place })) }
            : {},
      },
    });
    attributeIds[definition.key] = id;
  }
  return { id: category.id, attributeIds };
}

/** One value as a model that is sure of it proposes it. */
export function sureValue(value: ProposedValue['value'], surface = String(value)): ProposedValue {
  return { surface, value, evidence: { field: 'title', start: 0, end: 2 }, confidence: 0.97 };
}

/** A proposal of these values. */
export function proposalOf(values: ProposedValue[], confidence = 0.97): ProposalBody {
  return { values, alternatives: [], confidence, flags: [] };
}

/** What a model proposes for an easy monitor: every row looks right. */
export const easyProposals = {
  size: proposalOf([sureValue(68.58, '27인치')]),
  colour: proposalOf([sureValue('검정', '블랙')]),
  ports: proposalOf([sureValue('HDMI 2.1'), sureValue('DP 1.4')]),
} as const;

export interface ProductWish {
  readonly externalId: string;
  readonly seller?: string;
  readonly groupKey?: string;
  readonly price?: bigint;
  readonly proposals?: Readonly<Record<string, ProposalBody>>;
  readonly needsCount?: number;
  readonly hasFlags?: boolean;
  readonly proposedAt?: Date;
}

/** A product that is ready for review; answers its id and the proposal ids by attribute key. */
export async function addReadyProduct(
  category: { readonly id: number; readonly attributeIds: Readonly<Record<string, number>> },
  wish: ProductWish,
): Promise<{ readonly productId: number; readonly proposals: Readonly<Record<string, number>> }> {
  const { externalId, seller = '가게', proposals = easyProposals } = wish;
  const { id: sellerId } = await db().seller.upsert({
    where: { name: seller },
    create: { name: seller },
    update: {},
  });
  const bodies = Object.entries(proposals);
  const confidence = Math.min(1, ...bodies.map(([, body]) => body.confidence));
  const { id: productId } = await db().product.create({
    data: {
      sellerId,
      externalId,
      categoryId: category.id,
      title: `27인치 모니터 ${externalId}`,
      price: wish.price ?? null,
      groupKey: wish.groupKey ?? null,
      contentHash: externalId,
      text: { create: { spec: '화면크기: 27인치', description: '' } },
      reviewItem: {
        create: {
          categoryId: category.id,
          sellerId,
          state: 'ready',
          needsCount: wish.needsCount ?? 0,
          rowCount: bodies.length,
          minConfidence: confidence,
          hasFlags: wish.hasFlags ?? false,
          modelVersion: 'test-model',
          price: wish.price ?? null,
          proposedAt: wish.proposedAt ?? new Date('2026-01-01T00:00:00Z'),
        },
      },
    },
  });
  const ids: Record<string, number> = {};
  for (const [key, body] of bodies) {
    ids[key] = await addProposal(productId, category.attributeIds[key]!, body, externalId);
  }
  return { productId, proposals: ids };
}

/** One proposal in force; answers its id. */
export async function addProposal(
  productId: number,
  attributeId: number,
  body: ProposalBody,
  contentHash: string,
): Promise<number> {
  const { id } = await db().proposal.create({
    data: {
      productId,
      attributeId,
      modelVersion: 'test-model',
      values: body.values,
      alternatives: body.alternatives,
      confidence: body.confidence,
      flags: body.flags,
      surface: body.values[0]?.surface ?? null,
      needsReview: false,
      contentHash,
      createdAt: new Date('2026-01-01T00:00:00Z'),
    },
  });
  return id;
}
