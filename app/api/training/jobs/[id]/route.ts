import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/training/endpoints';
import { readTraining } from '@/lib/training/server';

export const GET = route(endpoints.readTraining, ({ params }) => readTraining(params.id));
