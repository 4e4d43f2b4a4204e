import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the app alone and hands everything else to a running server.
const server = process.env['ATRIUM_URL'] ?? 'http://127.0.0.1:8787';
const proxy = { '/rest': server, '/auth': server, '/functions': server, '/proof': server, '/config.json': server };

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2022', reportCompressedSize: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { fs: { allow: ['..'] }, proxy },
  test: {
    environment: 'jsdom',
    globals: true,
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing.ts'],
  },
});
