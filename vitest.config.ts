import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Deep Python recursion needs more than Node's default stack; the command has a thread with a large one.
    pool: 'forks',
    execArgv: ['--stack-size=6500'],
    testTimeout: 30_000,
  },
});
