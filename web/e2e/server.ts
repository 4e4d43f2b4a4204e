import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export type Server = { url: string; stop: () => Promise<void> };

const launcher = resolve(import.meta.dirname, '../../atrium');

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** The server under test: ATRIUM_URL where it is given, else one of our own with demo data in a folder of its own. */
export async function serve(): Promise<Server> {
  const given = process.env['ATRIUM_URL'];
  if (given !== undefined && given !== '') return { url: given.replace(/\/$/, ''), stop: () => Promise.resolve() };
  const data = await mkdtemp(join(tmpdir(), 'atrium-web-'));
  const port = await freePort();
  const child = spawn(launcher, ['up', '--json', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((ready, fail) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const line = said.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (line !== undefined) ready((JSON.parse(line) as { url: string }).url);
    });
    child.once('exit', (code) => fail(new Error(`atrium up ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
    await promisify(execFile)(launcher, ['down', '--data', data]).catch(() => undefined);
    await rm(data, { recursive: true, force: true });
  };
  return { url, stop };
}
