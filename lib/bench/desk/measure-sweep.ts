import { sweep, sweepGroup } from '../../sweeps/contract';
import { db } from '../../platform/db';
import { createApi, openAgent } from './call-api';
import { round, summarise, timesHead, timesRow, type Part } from './figures';
import type { Installation, SignedIn } from './installation';
import { sweepSubject } from './seed-desk';

const rounds = 3;

/** Reads the sample of the large group, accepts the group, takes it back; several times. */
export async function measureSweep(installation: Installation, lead: SignedIn): Promise<Part> {
  const agent = openAgent();
  const api = createApi(installation.url, lead, agent);
  const { attributeKey, surface } = sweepSubject;
  const attribute = await db().attribute.findFirstOrThrow({
    where: { key: attributeKey, category: { key: 'leaf-0' } },
  });
  const predicate = { attributeId: attribute.id, surface, valueKey: 'true' };
  const reads: number[] = [];
  const applies: number[] = [];
  const undos: number[] = [];
  let decided = 0;
  for (let place = 0; place < rounds; place += 1) {
    const read = await api.call('POST', '/api/sweeps/group', { predicate, seed: place });
    reads.push(read.milliseconds);
    const group = sweepGroup.parse(read.body);
    const id = crypto.randomUUID();
    const applied = await api.call('PUT', `/api/sweeps/${id}`, {
      predicate: group.predicate,
      asOf: group.asOf,
      sampleIds: group.samples.map(({ proposalId }) => proposalId),
      sampleHash: group.sampleHash,
    });
    applies.push(applied.milliseconds);
    decided = sweep.parse(applied.body).decided;
    const undone = await api.call('POST', `/api/sweeps/${id}/undo`);
    undos.push(undone.milliseconds);
  }
  agent.destroy();
  const slowest = Math.max(...applies);
  return {
    figures: [
      {
        name: `sweep of ${decided} proposals, slowest of ${rounds}`,
        value: round(slowest / 1000),
        unit: 's',
        limit: 2,
      },
      {
        name: 'its undo, slowest',
        value: round(Math.max(...undos) / 1000),
        unit: 's',
        limit: null,
      },
    ],
    notes: [
      ...timesHead,
      timesRow('sample read', summarise(reads)),
      timesRow('sweep', summarise(applies)),
      timesRow('undo', summarise(undos)),
    ],
  };
}
