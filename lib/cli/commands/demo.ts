import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { toExtractionLines, toListingLines } from '../../demo/export-lines';
import {
  demoProductsPerCategory,
  demoSchemas,
  demoSeed,
  generateCatalogue,
} from '../../demo/generate';
import type { Command } from '../command';

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

export const command: Command = {
  name: 'demo',
  summary: '지어낸 데모 카탈로그를 파일로 쓰기',
  usage:
    'avenue demo --format listings|extraction|schemas [--seed N] [--count 카테고리마다 상품 수] --out FILE',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string' },
        seed: { type: 'string' },
        count: { type: 'string' },
        out: { type: 'string' },
      },
    });
    const chosen = options.safeParse(values);
    if (!chosen.success) {
      process.stderr.write(`${z.prettifyError(chosen.error)}\n${command.usage}\n`);
      return 2;
    }
    await pipeline(Readable.from(writeLines(chosen.data)), createWriteStream(chosen.data.out));
    process.stdout.write(`${JSON.stringify({ ...chosen.data })}\n`);
    return 0;
  },
};
