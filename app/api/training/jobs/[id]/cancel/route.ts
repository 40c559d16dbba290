import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/training/contract';
import { cancelTraining } from '@/lib/training/server';

export const POST = route({ role: 'lead', params: idPath }, ({ actor, params }) =>
  cancelTraining(actor, params.id),
);
