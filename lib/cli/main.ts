import { describeError } from '../i18n/translate';
import { AppError } from '../platform/errors';
import { commands } from './commands';

const [name = 'help', ...args] = process.argv.slice(2);

async function main(): Promise<number> {
  const load = commands[name];
  if (load) return (await load()).command.run(args);
  if (name !== 'help' && name !== '--help') {
    process.stderr.write(`Unknown command: ${name}\n\n`);
  }
  for (const each of Object.values(commands)) {
    const { command } = await each();
    process.stdout.write(`avenue ${command.usage}\n    ${command.summary}\n`);
  }
  return name === 'help' || name === '--help' ? 0 : 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${describeForTerminal(error)}\n`);
  process.exitCode = 1;
}

/** A person's own mistakes in words; anything else with its stack, which an engineer needs. */
function describeForTerminal(error: unknown): string {
  const wanted = process.env.AVENUE_LOCALE ?? process.env.LANG ?? '';
  if (error instanceof AppError) return describeError(wanted.startsWith('ko') ? 'ko' : 'en', error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
