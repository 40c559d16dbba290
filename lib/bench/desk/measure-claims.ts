import type { SkipInput } from '../../curation/contract';
import { claimResult } from '../../desk/contract';
import { db } from '../../platform/db';
import { createApi, openAgent } from './call-api';
import { round, summarise, timesHead, timesRow, type Part } from './figures';
import type { Installation, SignedIn } from './installation';

/**
 * Everybody claims at once and without a pause until so many products were given; each is skipped
 * before its owner claims again. A product that was given to two people, or whose owner in the
 * database is another, counts.
 */
export async function measureClaims(
  installation: Installation,
  people: readonly SignedIn[],
  wanted: number,
): Promise<Part> {
  const agent = openAgent();
  const owners = new Map<number, string>();
  const samples: number[] = [];
  let begun = 0;
  let twice = 0;
  const startedAt = performance.now();
  await Promise.all(
    people.map(async (person) => {
      const api = createApi(installation.url, person, agent);
      while (begun < wanted) {
        begun += 1;
        const { body, milliseconds } = await api.call('POST', '/api/review/claim', { count: 1 });
        samples.push(milliseconds);
        const [product] = claimResult.parse(body).products;
        if (!product) throw new Error('The queue is empty: seed more proposals');
        if (owners.has(product.productId)) twice += 1;
        owners.set(product.productId, person.id);
        if (product.lease?.userId !== person.id) twice += 1;
        const skip: SkipInput = { leaseToken: product.lease?.token ?? '', reason: 'unclear' };
        await api.call('POST', `/api/review/products/${product.productId}/skip`, skip);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  const skips = await db().$queryRaw<{ doubled: number }[]>`
    SELECT count(*)::int AS doubled FROM (
      SELECT subject_id FROM audit_entries WHERE action = 'product.skip'
      GROUP BY subject_id HAVING count(*) > 1) twice`;
  return {
    figures: [
      {
        name: `products given to two people in ${samples.length} claims`,
        value: twice,
        unit: '',
        limit: 0,
      },
      {
        name: 'products skipped twice in the audit',
        value: skips[0]?.doubled ?? 0,
        unit: '',
        limit: 0,
      },
      {
        name: 'claims and skips a second, no pauses',
        value: round((2 * samples.length) / seconds),
        unit: '/s',
        limit: null,
      },
    ],
    notes: [
      `${people.length} people without a pause, ${round(seconds)} s.`,
      '',
      ...timesHead,
      timesRow('claim, server saturated', summarise(samples)),
    ],
  };
}
