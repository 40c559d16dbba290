import type { ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { startEmbedded, type EmbeddedDatabase } from '../../platform/database/embedded';
import { migrateDatabase } from '../../platform/database/migrate';
import { closeDatabase, db } from '../../platform/db';
import { buildIfStale } from '../../launch/build';
import { nextCommand, spawnNode } from '../../launch/node-process';

const readyLimitMs = 60_000;
const pollMs = 25;

/** Somebody whose requests carry a session of their own. */
export interface SignedIn {
  readonly id: string;
  readonly cookie: { readonly name: string; readonly value: string };
}

/** A database and the built web server of the bench, which can be ended without notice. */
export class Installation {
  private web: ChildProcess | null = null;
  private readonly secret = randomBytes(32).toString('base64url');

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private database: EmbeddedDatabase,
  ) {}

  /** @param folder its data folder; a database that is there already is gone on with */
  static async open(folder: string, port: number): Promise<Installation> {
    const database = await startEmbedded({ folder, log: () => undefined });
    await migrateDatabase(database.url);
    process.env.DATABASE_URL = database.url;
    process.env.AVENUE_DATA = folder;
    return new Installation(folder, port, database);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  async buildWeb(): Promise<void> {
    await buildIfStale({
      env: this.environment(),
      logFile: path.join(this.folder, 'build.log'),
      log: (line) => void process.stderr.write(`${line}\n`),
      asTask: (_pid, ended) => ended,
    });
  }

  /** Resolves once the server answers. */
  async startWeb(): Promise<void> {
    const web = spawnNode({
      args: [nextCommand, 'start', '-H', '127.0.0.1', '-p', String(this.port)],
      env: this.environment(),
      logFile: path.join(this.folder, 'web.log'),
    });
    web.stderr?.resume();
    this.web = web;
    const startedAt = performance.now();
    while (!(await this.answers())) {
      if (web.exitCode !== null || performance.now() - startedAt > readyLimitMs) {
        throw new Error(`The web server did not start: ${path.join(this.folder, 'web.log')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  private async answers(): Promise<boolean> {
    const answer = await fetch(`${this.url}/api/health`).catch(() => null);
    await answer?.body?.cancel();
    return answer !== null;
  }

  /** SIGKILL: what it was doing stays undone. */
  async killWeb(): Promise<void> {
    const { web } = this;
    this.web = null;
    if (!web || web.exitCode !== null || web.signalCode !== null) return;
    const ended = once(web, 'exit');
    web.kill('SIGKILL');
    await ended;
  }

  /** Breaks every connection; the same port takes new ones afterwards. */
  async restartDatabase(): Promise<void> {
    await this.database.stop();
    this.database = await startEmbedded({ folder: this.folder, log: () => undefined });
  }

  async close(): Promise<void> {
    await this.killWeb();
    await closeDatabase();
    await this.database.stop();
  }

  /** Everybody with a session, as the sign-in would have left them: the leads first. */
  async readPeople(): Promise<readonly SignedIn[]> {
    const sessions = await db().session.findMany({
      include: { user: true },
      orderBy: [{ user: { role: 'asc' } }, { userId: 'asc' }],
    });
    return sessions.map(({ userId, token }) => ({
      id: userId,
      cookie: { name: 'avenue.session_token', value: this.sign(token) },
    }));
  }

  /** As better-auth signs its cookie. */
  private sign(token: string): string {
    const signature = createHmac('sha256', this.secret).update(token).digest('base64');
    return encodeURIComponent(`${token}.${signature}`);
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: this.database.url,
      AVENUE_DATA: this.folder,
      PORT: String(this.port),
      // A known address over plain HTTP: cookies without the prefix of secure ones.
      AVENUE_URL: this.url,
      BETTER_AUTH_SECRET: this.secret,
      LOG_LEVEL: 'error',
    };
  }
}
