import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { readNoticeGroups } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readNoticeGroups, async () => readNoticeGroups());
