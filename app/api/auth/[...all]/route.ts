import { authService } from '@/lib/platform/auth';

export const GET = (request: Request) => authService().handler(request);
export const POST = (request: Request) => authService().handler(request);
