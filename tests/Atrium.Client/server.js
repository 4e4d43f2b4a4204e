// The server under test: the one that the environment names, or one of our own over a data folder that is thrown away.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { provider } from './provider.js';

const launcher = fileURLToPath(new URL('../../atrium', import.meta.url));
const patience = 10 * 60_000;

/** Address and keys of the server, and how to be done with it. */
export async function server() {
  const { ATRIUM_URL: url, ATRIUM_ANON_KEY: anonKey, ATRIUM_SERVICE_KEY: serviceKey } = process.env;
  if (url && anonKey && serviceKey) return { url, anonKey, serviceKey, stop: async () => {} };

  const acme = await provider();
  const folder = join(tmpdir(), `atrium-client-${process.pid}`);
  const child = spawn(launcher, ['up', '--no-demo', '--json', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...acme.settings, ATRIUM_MAILBOX: '1' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const ready = await firstLine(child, ended);
  return {
    url: ready.url,
    anonKey: ready.anon_key,
    serviceKey: ready.service_key,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
      acme.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child, ended) {
  const limit = AbortSignal.timeout(patience);
  const lines = createInterface({ input: child.stdout, signal: limit });
  const line = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    ended.then((code) => Promise.reject(new Error(`The server ended with ${code} before it was ready.`))),
    new Promise((_, reject) => limit.addEventListener('abort', () => reject(limit.reason), { once: true })),
  ]);
  return JSON.parse(line);
}
