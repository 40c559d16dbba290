import { AppError } from '../platform/errors';
import { withDatabase } from './with-database';

/** What a command can do: the first word names it, the other words are its own. */
export type Actions = Readonly<Record<string, (args: readonly string[]) => Promise<unknown>>>;

/**
 * Runs the action that the arguments name with the database of this installation, and writes its
 * result as one line of JSON.
 * @throws AppError `invalid` that lists the actions
 */
export async function runAction(
  actions: Actions,
  args: readonly string[],
  usage: string,
): Promise<number> {
  const [name = '', ...rest] = args;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) {
    const detail = name === '' ? Object.keys(actions).join(', ') : name;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  }
  const result = await withDatabase(() => action(rest));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
}
