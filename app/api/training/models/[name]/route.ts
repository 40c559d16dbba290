import { route } from '@/lib/platform/route';
import { modelPath } from '@/lib/training/contract';
import { readCandidate } from '@/lib/training/server';

export const GET = route({ role: 'lead', params: modelPath }, ({ params }) =>
  readCandidate(params.name),
);
