import { answerSignIn } from '@/lib/platform/answer-sign-in';

export const GET = answerSignIn;
export const POST = answerSignIn;
