import * as z from 'zod';

/**
 * A backup is a gzipped tar that is written and read in one pass: `manifest.json`, the secret, every
 * table as pieces of one COPY, every file of the data folder, and `contents.json`, which says what the
 * rest must be. Without that last entry the archive is not whole.
 */
export const archiveEntries = {
  manifest: 'manifest.json',
  secret: 'secrets/auth-secret',
  database: 'database/',
  files: 'files/',
  contents: 'contents.json',
} as const;

/** Folders of the data folder that a backup holds. */
export const keptFolders = ['models', 'datasets', 'imports'] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().min(0);

export const manifest = z.object({
  format: z.literal('avenue-backup'),
  /** Raised when an older Avenue could not read it. */
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** What the schema of the rows was made by. */
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
});
export type Manifest = z.infer<typeof manifest>;

export const contents = z.object({
  tables: z.array(z.object({ name: z.string(), rows: size, bytes: size, sha256 })),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string().regex(/^-?\d+$/) })),
  files: z.array(z.object({ path: z.string(), bytes: size, sha256 })),
  /** Null where the installation had none yet. */
  secretSha256: sha256.nullable(),
});
export type Contents = z.infer<typeof contents>;

/** What a backup or a restore tells of what it wrote. */
export interface ArchiveSummary {
  readonly madeAt: string;
  readonly rows: number;
  readonly files: number;
}

export function summarise({ madeAt }: Manifest, held: Contents): ArchiveSummary {
  return {
    madeAt,
    rows: held.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: held.files.length,
  };
}
