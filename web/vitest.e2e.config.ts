import { defineConfig } from 'vitest/config';

// Browser tests: two browsers at once, a file each, against one real server.
export default defineConfig({
  test: {
    environment: 'node',
    globals: true,
    include: ['e2e/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
