import * as endpoints from '@/lib/jobs/endpoints';
import { listDeadJobs } from '@/lib/jobs/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listDeadJobs, () => listDeadJobs());
