import { defineConfig } from 'vitest/config';

// Browser tests: one browser, one file after the other, against a real server.
export default defineConfig({
  test: {
    environment: 'node',
    globals: true,
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
