import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from '../../platform/db';
import type { Role } from '../../platform/roles';

/** A person with a password, as better-auth reads them. */
export async function insertPerson(
  tx: Transaction,
  input: { id: string; name: string; email: string; password: string; role: Role },
): Promise<void> {
  const { id, name, email, role } = input;
  await tx.user.create({ data: { id, name, email, role, emailVerified: true } });
  await tx.account.create({
    data: {
      id: crypto.randomUUID(),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: await hashPassword(input.password),
    },
  });
}
