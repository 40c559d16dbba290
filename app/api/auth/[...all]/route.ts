import { answerSignIn } from '@/lib/platform/auth';

export const GET = answerSignIn;
export const POST = answerSignIn;
