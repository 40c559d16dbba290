import { route } from '@/lib/platform/route';
import { rollBackInput } from '@/lib/training/contract';
import { rollBack } from '@/lib/training/server';

export const POST = route({ role: 'admin', body: rollBackInput }, ({ actor, body }) =>
  rollBack(actor, body, new Date()),
);
