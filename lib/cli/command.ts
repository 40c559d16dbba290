import type { MessageKey } from '../i18n/messages';
import type { Actor } from '../platform/session';

/** Who acts on the audit trail when nobody is signed in: whoever may run commands on the server. */
export const commandActorId = 'command-line';

/** The same where a verb asks for a role: whoever may run commands on the server may do anything. */
export const commandActor: Actor = {
  id: commandActorId,
  name: commandActorId,
  email: '',
  role: 'admin',
};

/** One command of `npm run -s avenue --`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: MessageKey;
  /** Arguments as they are typed. */
  readonly usage: string;
  /** Runs it; the number is the exit code. */
  run(args: readonly string[]): Promise<number>;
}
