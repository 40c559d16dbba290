import { once } from 'node:events';
import { hostname, networkInterfaces } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { demoAccounts, demoPassword } from '../demo/accounts';
import { migrateDatabase } from '../platform/database/migrate';
import { isPortFree } from '../platform/free-port';
import { endProcess, identifyProcess, type ProcessIdentity } from '../platform/process-identity';
import { readOrCreateSecret } from '../platform/secret';
import { listAddresses, localUrl } from './addresses';
import { buildIfStale } from './build';
import { closeFolder } from './close-folder';
import { decideFirstRun } from './first-run';
import { lockFolder, type FolderLock } from './folder-lock';
import { waitUntilHealthy } from './health';
import { keepDatabase, type KeptDatabase } from './keep-database';
import { refuseLostDatabase } from './lost-database';
import { nextCommand, spawnNode } from './node-process';
import { formatSeconds, runStep, type Log } from './progress';
import { readStartSettings, requireNode, type StartSettings } from './settings';
import { superviseChild, type SupervisedChild } from './supervise';
import { watchNpm } from './watch-npm';

/** What the web process loads first; each says why. */
const preloads = ['./client-address.mjs', './every-answer.mjs'].flatMap((file) => [
  '--import',
  new URL(file, import.meta.url).href,
]);

/** `npm start`: database, migrations, demo, build, web and worker; runs until it is stopped. */
class Start {
  private readonly startedAt = performance.now();
  private readonly children: SupervisedChild[] = [];
  private readonly tasks = new Set<ProcessIdentity>();
  private database: KeptDatabase | null = null;
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly settings: StartSettings,
    private readonly isDevelopment: boolean,
    private readonly lock: FolderLock,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const { settings, log } = this;
    const url = localUrl(settings);
    await this.requireFreePort();
    await this.openDatabase();
    const firstRun = await runStep(log, 'migrations', () => this.migrate());
    await Promise.all([
      firstRun.isSeedPending ? runStep(log, 'demo catalogue', () => this.seed()) : undefined,
      this.isDevelopment ? undefined : this.build(),
    ]);
    if (this.stopping) return;
    const binding = ['-H', settings.host, '-p', String(settings.port)];
    this.supervise('web', [
      ...preloads,
      nextCommand,
      this.isDevelopment ? 'dev' : 'start',
      ...binding,
    ]);
    this.supervise('worker', ['--import', 'tsx', 'lib/launch/worker.ts']);
    this.lock.note({ url });
    const isHealthy = await waitUntilHealthy(url, log, () => this.stopping !== null);
    if (this.stopping) return;
    const elapsed = formatSeconds(performance.now() - this.startedAt);
    log(
      isHealthy
        ? `\nAvenue is ready at ${url} (${elapsed})`
        : `\nAvenue is up at ${url}, but not all of it: see the logs in ${this.logFile('')}`,
    );
    const others = listAddresses(settings, {
      interfaces: networkInterfaces(),
      hostname: hostname(),
    })
      .filter((address) => address !== url)
      .map((address) => `  ${address}`);
    log(['It opens at these as well:', ...others].join('\n'));
    log(describeSignIn(firstRun.seed));
    log('Ctrl+C stops it.');
  }

  /** Ends everything in the order that loses nothing; once, however often it is asked. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  get isStopping(): boolean {
    return this.stopping !== null;
  }

  private async end(): Promise<void> {
    this.lock.note({ state: 'stopping' });
    await Promise.all([
      ...this.children.map((child) => child.stop()),
      ...[...this.tasks].map((task) =>
        endProcess(task, [
          { signal: 'SIGTERM', limitMs: 5_000 },
          { signal: 'SIGKILL', limitMs: 5_000 },
        ]),
      ),
    ]);
    await this.database?.stop();
    this.lock.release();
  }

  private async requireFreePort(): Promise<void> {
    const { port, host } = this.settings;
    if (await isPortFree(port, host)) return;
    throw new Error(
      `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`,
    );
  }

  private async openDatabase(): Promise<void> {
    const { settings, log } = this;
    if (settings.databaseUrl) return;
    this.database = await runStep(log, 'PostgreSQL', () =>
      keepDatabase({
        folder: settings.dataFolder,
        log,
        onRestart: (hasNewUrl) => {
          log('✓ PostgreSQL is back');
          this.noteChildren();
          if (hasNewUrl) for (const child of this.children) void child.restart();
        },
      }),
    );
    this.noteChildren();
  }

  private async migrate() {
    const url = this.databaseUrl();
    await refuseLostDatabase(url, this.settings.dataFolder);
    await migrateDatabase(url).catch((error: unknown) => {
      if (!this.settings.databaseUrl) throw error;
      const { host, pathname } = new URL(url);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The database of DATABASE_URL (${host}${pathname}): ${reason}`);
    });
    return decideFirstRun(url, this.settings.seed);
  }

  private async seed(): Promise<void> {
    const child = spawnNode({
      args: ['--import', 'tsx', 'lib/launch/seed.ts'],
      env: this.environment(),
      logFile: this.logFile('seed'),
    });
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => this.log(`  ${line}`));
    const [code, signal] = await this.asTask(child.pid, once(child, 'exit'));
    if (code !== 0)
      throw new Error(
        `The demo could not be written (${signal ?? `exit code ${code}`}). ` +
          'The next start tries again; AVENUE_SEED=none on an empty data folder does without.',
      );
  }

  private build(): Promise<void> {
    return buildIfStale({
      env: this.environment(),
      logFile: this.logFile('build'),
      log: this.log,
      asTask: (pid, ended) => this.asTask(pid, ended),
    });
  }

  /** Has `end` and a successor of a killed start end the process while it runs. */
  private async asTask<T>(pid: number | undefined, ended: Promise<T>): Promise<T> {
    const task = pid === undefined ? null : identifyProcess(pid);
    if (task) this.tasks.add(task);
    this.noteChildren();
    try {
      return await ended;
    } finally {
      if (task) this.tasks.delete(task);
    }
  }

  private supervise(name: string, args: readonly string[]): void {
    this.children.push(
      superviseChild({
        name,
        command: () => ({ args, env: this.environment(), logFile: this.logFile(name) }),
        log: this.log,
        onChange: () => this.noteChildren(),
      }),
    );
    this.noteChildren();
  }

  private noteChildren(): void {
    if (this.stopping) return;
    const running = [
      ...this.children.map((child) => child.identity()),
      ...this.tasks,
      this.database?.guard() ?? null,
    ];
    this.lock.note({ children: running.filter((identity) => identity !== null) });
  }

  private databaseUrl(): string {
    const url = this.settings.databaseUrl ?? this.database?.url();
    if (!url) throw new Error('The database was not opened.');
    return url;
  }

  private environment(): NodeJS.ProcessEnv {
    const { settings } = this;
    return {
      ...process.env,
      NODE_ENV: this.isDevelopment ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: this.databaseUrl(),
      AVENUE_DATA: settings.dataFolder,
      PORT: String(settings.port),
      BETTER_AUTH_SECRET:
        settings.authSecret ?? readOrCreateSecret(path.join(settings.dataFolder, 'auth-secret')),
    };
  }

  private logFile(name: string): string {
    return path.join(this.settings.dataFolder, 'logs', name === '' ? '' : `${name}.log`);
  }
}

function describeSignIn(seed: 'demo' | 'none'): string {
  if (seed === 'none') return 'Sign in: the first visit creates the admin.';
  const lines = demoAccounts.map(({ email, role }) => `  ${email.padEnd(26)} ${role}`);
  return `Sign in with one of these, password ${demoPassword}:\n${lines.join('\n')}`;
}

async function main(): Promise<void> {
  const log: Log = (line) => process.stdout.write(`${line}\n`);
  // A closed terminal must not end this before its children are ended.
  process.stdout.on('error', () => undefined);
  requireNode(process.version);
  const settings = readStartSettings(process.env);
  closeFolder(settings.dataFolder);
  const lock = await lockFolder(settings.dataFolder, log);
  const start = new Start(settings, process.argv.includes('--dev'), lock, log);
  const stop = async () => {
    if (start.isStopping) return;
    log('\nStopping …');
    await start.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop());
  watchNpm(() => void stop());
  try {
    await start.run();
  } catch (error) {
    if (start.isStopping) return;
    await start.stop();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
