import { parseArgs } from 'node:util';
import * as z from 'zod';
import { AppError } from '../platform/errors';

/**
 * Parses `--name value` arguments against a schema whose keys are the names.
 * @throws AppError `invalid` naming what is wrong and the usage
 */
export function readOptions<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  args: readonly string[],
  usage: string,
): z.infer<z.ZodObject<Shape>> {
  try {
    const options = Object.fromEntries(
      Object.keys(schema.shape).map((name) => [name, { type: 'string' as const }]),
    );
    return schema.parse(parseArgs({ args: [...args], options }).values);
  } catch (cause) {
    throw new AppError('invalid', 'errors.bad-arguments', { detail: detailOf(cause), usage }, [], {
      cause,
    });
  }
}

function detailOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return cause.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ');
  }
  return cause instanceof Error ? cause.message : String(cause);
}
