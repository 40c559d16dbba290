import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { cache } from 'react';
import { mayActAs, type Role } from './roles';
import { findActor, type Actor } from './session';

/** The signed-in person of this page request; asked once per request. */
const actorOfRequest = cache(async () => findActor(await headers()));

/** For a page: the person, or the sign-in page, or the "not allowed" page. */
export async function requirePage(needed: Role): Promise<Actor> {
  const actor = await actorOfRequest();
  if (!actor) {
    const path = (await headers()).get('x-path') ?? '/';
    redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  }
  if (!mayActAs(actor.role, needed)) forbidden();
  return actor;
}
