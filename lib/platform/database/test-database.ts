import { randomUUID } from 'node:crypto';
import pg from 'pg';

const adminUrlVariable = 'AVENUE_TEST_DATABASE_URL';
const templateVariable = 'AVENUE_TEST_TEMPLATE';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * An empty, migrated database of its own, cloned in some milliseconds from the run's template.
 * Only under the vitest project "db", whose set-up makes the server and the template.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = readVariable(adminUrlVariable);
  const template = readVariable(templateVariable);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`);
  return {
    url: replaceDatabase(adminUrl, name),
    drop: () => runAsAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Tells the test processes where the server and the template are. */
export function announceTemplate(adminUrl: string, template: string): void {
  process.env[adminUrlVariable] = adminUrl;
  process.env[templateVariable] = template;
}

/** The server that the caller of the tests brings; null when they are to start one. */
export function givenAdminUrl(): string | null {
  return process.env[adminUrlVariable] || null;
}

/** One statement on the server's own database, such as CREATE DATABASE. */
export async function runAsAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function replaceDatabase(url: string, name: string): string {
  const replaced = new URL(url);
  replaced.pathname = `/${name}`;
  return replaced.toString();
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run database tests with "npm run test:db".`);
  return value;
}
