import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { toExtractionLines, toListingLines } from '../../demo/export-lines';
import {
  demoProductsPerCategory,
  demoSchemas,
  demoSeed,
  generateCatalogue,
} from '../../demo/generate';
import type { Command } from '../command';
import { readOptions } from '../read-options';

const options = z.object({
  format: z.enum(['listings', 'extraction', 'schemas']),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(demoSeed),
  count: z.coerce.number().int().min(1).max(5000).default(demoProductsPerCategory),
  out: z.string().min(1),
});

type Options = z.infer<typeof options>;

function* writeLines(chosen: Options): Generator<string> {
  if (chosen.format === 'schemas') {
    yield `${JSON.stringify(demoSchemas(), null, 2)}\n`;
    return;
  }
  const catalogue = generateCatalogue({ seed: chosen.seed, productsPerCategory: chosen.count });
  const lines =
    chosen.format === 'listings' ? toListingLines(catalogue) : toExtractionLines(catalogue);
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

const usage =
  'demo --format listings|extraction|schemas [--seed N] [--count PRODUCTS_PER_CATEGORY] --out FILE';

export const command: Command = {
  name: 'demo',
  summary: 'cli.demo',
  usage,
  async run(args) {
    const chosen = readOptions(options, args, usage);
    await pipeline(Readable.from(writeLines(chosen)), createWriteStream(chosen.out));
    process.stdout.write(`${JSON.stringify(chosen)}\n`);
    return 0;
  },
};
