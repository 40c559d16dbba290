import * as z from 'zod';
import { role } from '../platform/roles';

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  isBlocked: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Start of the newest session that still runs. */
  lastSeenAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof person>;

// GET /api/people
export const people = z.array(person);

const name = z.string().trim().min(1).max(80);
const password = z.string().min(10).max(128);

export const createPersonInput = z.object({
  name,
  email: z.email().max(200).toLowerCase(),
  password,
  role,
});
export type CreatePersonInput = z.infer<typeof createPersonInput>;
export const createdPerson = z.object({ id: z.string() });

// PATCH /api/people/:id
export const personPath = z.object({ id: z.string().max(80) });

/** The first person is the admin; later ones are made by an admin. */
export const createFirstAdminInput = createPersonInput.omit({ role: true });
export type CreateFirstAdminInput = z.infer<typeof createFirstAdminInput>;

export const changePersonInput = z
  .object({ name, role, isBlocked: z.boolean(), password })
  .partial()
  .refine((input) => Object.keys(input).length > 0, { message: 'nothing to change' });
export type ChangePersonInput = z.infer<typeof changePersonInput>;
