// The built command as a child process, in a folder of its own. `npm test` builds it first.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'loopscope-'));

  constructor() {
    if (!existsSync(CLI)) throw new Error("there is no dist/cli.js: 'npm run build' makes it");
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content);
  }

  start(args: readonly string[], env: Surroundings['env'] = {}): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], { cwd: this.folder, env: { PATH: '', ...env } });
  }

  /** Runs the command to its end. */
  async run(args: readonly string[], { stdin = '', env = {} }: Surroundings = {}): Promise<Finished> {
    const child = this.start(args, env);
    child.stdin?.end(stdin);
    return finished(child);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
