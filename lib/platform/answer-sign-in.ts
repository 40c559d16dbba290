import * as z from 'zod';
import { authService } from './auth';
import { readClientAddress } from './client-address';
import { AppError } from './errors';
import { noteSignIn, noteSignOut } from './note-sign-in';
import { isBehindTls, refuseForeignOrigin } from './own-origin';
import { atRequest } from './request-place';
import { parseInput, problem, readJson } from './route';
import { findActor } from './session';
import { beginAttempt, endAttempt } from './sign-in-failures';

// People are managed by lib/people, which writes the audit and keeps one admin: no way past it.
const answered = ['sign-in/email', 'sign-out', 'get-session'];

/** Answers `/api/auth/…`: signing in and out and reading one's own session; nothing else is there. */
export async function answerSignIn(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const name = answered.find((each) => pathname === `/api/auth/${each}`);
  if (name === undefined) return new Response(null, { status: 404 });
  try {
    refuseForeignOrigin(request);
    const answer = await atRequest(request, () => answerCall(name, request));
    return isBehindTls(request) ? withSecureCookies(answer) : answer;
  } catch (error) {
    return problem(request, error);
  }
}

function answerCall(name: string, request: Request): Promise<Response> {
  if (request.method !== 'POST') return authService().handler(request);
  if (name === 'sign-in/email') return signIn(request);
  return name === 'sign-out' ? signOut(request) : authService().handler(request);
}

async function signOut(request: Request): Promise<Response> {
  const actor = await findActor(request.headers);
  const answer = await authService().handler(request);
  if (actor && answer.ok) await noteSignOut(actor.id);
  return answer;
}

const signInInput = z.object({ email: z.string().max(320), password: z.string().max(1_000) });

async function signIn(request: Request): Promise<Response> {
  const body = parseInput(signInInput, await readJson(request));
  const attempt = { email: body.email, address: readClientAddress(request) };
  await beginAttempt(attempt).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === 'busy')
      await noteSignIn(body.email, 'sign-in-too-often');
    throw error;
  });
  const { status, answer } = await askPassword(request, body).catch(async (error: unknown) => {
    await endAttempt(attempt, 'no-answer');
    throw error;
  });
  const outcome = outcomeOf(status);
  await endAttempt(attempt, outcome);
  if (outcome === 'failure') await noteSignIn(body.email, 'sign-in-failed');
  if (outcome === 'success')
    await noteSignIn(body.email, status === 403 ? 'sign-in-blocked' : 'sign-in');
  return answer;
}

async function askPassword(request: Request, body: z.infer<typeof signInInput>) {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  const { url, method } = request;
  const answer = await authService().handler(
    new Request(url, { method, headers, body: JSON.stringify(body) }),
  );
  return { status: answer.status, answer };
}

/** A blocked person's right password is 403: it was no failure to know it. */
function outcomeOf(status: number): 'success' | 'failure' | 'no-answer' {
  if (status === 401 || status === 400) return 'failure';
  return status < 400 || status === 403 ? 'success' : 'no-answer';
}

function withSecureCookies(answer: Response): Response {
  const headers = new Headers(answer.headers);
  headers.delete('set-cookie');
  for (const cookie of answer.headers.getSetCookie())
    headers.append('set-cookie', `${cookie}; Secure`);
  return new Response(answer.body, { status: answer.status, headers });
}
