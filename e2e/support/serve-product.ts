import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repositoryRoot = path.join(import.meta.dirname, '..', '..');
const logFile = path.join(repositoryRoot, 'test-results', 'product.log');
const readyLine = 'Avenue is ready at';

/**
 * Starts the whole product for the run, as `npm start` does: production build, embedded PostgreSQL
 * in a folder of its own, demo. With AVENUE_E2E_URL given from outside it tests what runs there.
 */
export default async function serveProduct(): Promise<(() => Promise<void>) | undefined> {
  const port = process.env.AVENUE_E2E_PORT;
  if (port === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-e2e-'));
  const product = spawn(process.execPath, ['--import', 'tsx', 'lib/launch/start.ts'], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      PORT: port,
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
    await waitUntilReady(product);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Resolves when the start says so; its output goes to the log. */
async function waitUntilReady(product: ChildProcess): Promise<void> {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
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
