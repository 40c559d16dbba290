import { listSample } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'md' }, () => listSample(new Date()));
