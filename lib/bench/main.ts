import { readdirSync } from 'node:fs';
import { AppError } from '../platform/errors';

const suffix = '.bench.ts';

/** A bench prints tables for people and, as its last line, one JSON object for programs. */
interface Bench {
  /** Runs it; the number is the exit code. */
  run(args: readonly string[]): Promise<number>;
}

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (!names.includes(name)) {
    process.stderr.write(`npm run -s bench -- NAME [--data DIR]\nNAME: ${names.join(', ')}\n`);
    return 2;
  }
  const bench = (await import(`./${name}${suffix}`)) as Bench;
  return bench.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isKnown = error instanceof AppError;
  const stack = error instanceof Error ? error.stack : undefined;
  process.stderr.write(`${isKnown ? error.message : (stack ?? String(error))}\n`);
  process.exitCode = 1;
}
