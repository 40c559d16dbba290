import { route } from '@/lib/platform/route';
import { modelPath, promoteInput } from '@/lib/training/contract';
import { promoteModel } from '@/lib/training/server';

export const POST = route(
  { role: 'admin', params: modelPath, body: promoteInput },
  ({ actor, params, body }) => promoteModel(actor, params.name, body, new Date()),
);
