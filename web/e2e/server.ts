import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export type Server = { url: string; serviceKey: string; setupPath: string; stop: () => Promise<void> };

// What `./atrium test` has just built, else the launcher, which builds what changed.
const launcher = process.env['ATRIUM'] ?? resolve(import.meta.dirname, '../../atrium');

const run = promisify(execFile);

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

type Ready = { url: string; service_key: string; setup_url?: string | null };

/**
 * The server under test: ATRIUM_URL where it is given, else one of our own in a folder of its own. One without demo
 * data is always our own.
 */
export async function serve({ demo = true } = {}): Promise<Server> {
  const given = process.env['ATRIUM_URL'];
  if (demo && given !== undefined && given !== '') {
    const serviceKey = process.env['ATRIUM_SERVICE_KEY'] ?? '';
    return { url: given.replace(/\/$/, ''), serviceKey, setupPath: '', stop: () => Promise.resolve() };
  }
  const data = await mkdtemp(join(tmpdir(), 'atrium-web-'));
  await chmod(data, 0o755); // PostgreSQL runs as an account of its own, and must get in
  const port = await freePort();
  const child = spawn(
    launcher,
    ['up', '--json', '--port', String(port), '--data', data, ...(demo ? [] : ['--no-demo'])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ready = await new Promise<Ready>((done, fail) => {
    let said = '';
    let logged = '';
    child.stderr.on('data', (chunk: Buffer) => (logged = (logged + chunk.toString()).slice(-2000)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const line = said.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (line !== undefined) done(JSON.parse(line) as Ready);
    });
    child.once('exit', (code) => fail(new Error(`atrium up ended with ${code}: ${logged}`)));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
    await run(launcher, ['down', '--data', data]).catch(() => undefined);
    await rm(data, { recursive: true, force: true });
  };
  const setupPath = ready.setup_url ? new URL(ready.setup_url).pathname : '';
  return { url: ready.url, serviceKey: ready.service_key, setupPath, stop };
}
