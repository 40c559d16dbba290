import { route } from '@/lib/platform/route';
import { requestEvaluationInput } from '@/lib/training/contract';
import { requestEvaluation } from '@/lib/training/server';

export const POST = route({ role: 'lead', body: requestEvaluationInput }, ({ actor, body }) =>
  requestEvaluation(actor, body),
);
