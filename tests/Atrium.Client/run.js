// Runs every file of cases against one server, and ends as they end.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { provider } from './provider.js';
import { server } from './server.js';

const cases = fileURLToPath(new URL('cases/', import.meta.url));
const files = (await readdir(cases)).filter((name) => name.endsWith('.test.js')).sort().map((name) => cases + name);
// A server that runs already was told where the provider will be.
const { ATRIUM_URL: running, ATRIUM_OIDC_ACME_ISSUER: issuer } = process.env;
const acme = running && issuer ? await provider(issuer) : undefined;
const { url, anonKey, serviceKey, stop } = await server();
try {
  process.exitCode = await new Promise((resolve, reject) => {
    spawn(process.execPath, ['--test', '--test-concurrency=1', ...process.argv.slice(2), ...files], {
      stdio: 'inherit',
      env: { ...process.env, ATRIUM_URL: url, ATRIUM_ANON_KEY: anonKey, ATRIUM_SERVICE_KEY: serviceKey },
    }).once('exit', (code) => resolve(code ?? 1)).once('error', reject);
  });
} finally {
  await stop();
  acme?.stop();
}
