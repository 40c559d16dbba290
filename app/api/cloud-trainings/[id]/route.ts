import * as endpoints from '@/lib/cloud/endpoints';
import { readCloudTraining } from '@/lib/cloud/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readCloudTraining, ({ params }) => readCloudTraining(params.id));
