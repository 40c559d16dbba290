import { synonymStepPath } from '@/lib/discussion/correction-contract';
import { settleSynonym } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

/** Who may take which step depends on the synonym: the verb checks it. */
export const POST = route({ role: 'md', params: synonymStepPath }, ({ actor, params }) =>
  settleSynonym(actor, params.id, params.step, new Date()),
);
