import { route } from '@/lib/platform/route';
import { idPath } from '@/lib/training/contract';
import { readTraining } from '@/lib/training/server';

export const GET = route({ role: 'lead', params: idPath }, ({ params }) => readTraining(params.id));
