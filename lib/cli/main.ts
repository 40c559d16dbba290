import { translate } from '../i18n/translate';
import { describeError } from '../platform/describe-error';
import { AppError } from '../platform/errors';
import type { Command } from './command';
import { commands } from './commands';
import { localeOfTerminal } from './terminal-locale';

const [name = 'help', ...args] = process.argv.slice(2);
const locale = localeOfTerminal();
const helpWords = ['help', '--help', '-h'];

async function main(): Promise<number> {
  if (helpWords.includes(name)) {
    process.stdout.write(`${translate(locale, 'cli.head')}\n\n`);
    for (const load of Object.values(commands)) describe((await load()).command);
    return 0;
  }
  const load = commands[name];
  if (!load) throw new AppError('invalid', 'errors.unknown-command', { name });
  const { command } = await load();
  if (!args.some((arg) => arg === '--help' || arg === '-h')) return command.run(args);
  describe(command);
  return 0;
}

function describe({ usage, summary }: Command): void {
  process.stdout.write(`${usage}\n    ${translate(locale, summary)}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${describeForTerminal(error)}\n`);
  process.exitCode = 1;
}

/** A person's own mistakes in words; anything else with its stack, which an engineer needs. */
function describeForTerminal(error: unknown): string {
  if (error instanceof AppError) return describeError(locale, error);
  if (!(error instanceof Error)) return String(error);
  // A file that is not there or may not be written: the message names it, the stack helps nobody.
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
}
