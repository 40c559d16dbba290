import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { choosePorts } from './products';

const repositoryRoot = path.join(import.meta.dirname, '..', '..');
const logFolder = path.join(repositoryRoot, 'test-results');
const readyLine = 'Avenue is ready at';

type Stop = () => Promise<void>;

/**
 * Starts the whole product for the run, as `npm start` does: production build, embedded PostgreSQL
 * in a folder of its own, demo. Each of several has its own database, worker and port.
 */
export default async function serveProducts(): Promise<Stop | undefined> {
  const ports = await choosePorts();
  if (ports.length === 0) return undefined;
  // Before all of them: one builds, the others would find it at work.
  if (ports.length > 1) await build();
  const starts = await Promise.allSettled(ports.map((port, place) => serve(port, place + 1)));
  const stopAll = async () => {
    const stops = starts.map((start) => (start.status === 'fulfilled' ? start.value() : null));
    await Promise.all(stops);
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    await stopAll();
    throw failed.reason;
  }
  return stopAll;
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/launch/build-product.ts'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The product could not be built.');
}

/** `place` numbers its log. */
async function serve(port: number, place: number): Promise<Stop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-e2e-'));
  const product = spawn(process.execPath, ['--import', 'tsx', 'lib/launch/start.ts'], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      AVENUE_DATA: folder,
      AVENUE_SEED: 'demo',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    if (product.exitCode === null && product.signalCode === null) {
      product.kill('SIGTERM');
      await once(product, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(product, place);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Resolves when the start says so; its output goes to the log. */
async function waitUntilReady(product: ChildProcess, place: number): Promise<void> {
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(path.join(logFolder, `product-${place}.log`));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [product.stdout, product.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        output += text;
        if (output.includes(readyLine)) resolve();
      });
    product.once('exit', () => reject(new Error(`The product did not start:\n${output}`)));
  });
}
