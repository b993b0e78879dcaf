// `--latency`: how long data takes through the simulated network. CPython's loopback has none to set, so there is
// nothing to record.

import { expect, it } from 'vitest';
import { runProgram } from '../../src/interpreter/interpreter.js';
import { DEFAULT_OPTIONS } from '../../src/interpreter/options.js';

const SOURCE = `
import asyncio

async def echo(reader, writer):
    writer.write(await reader.readline())
    await writer.drain()
    writer.close()

async def main():
    server = await asyncio.start_server(echo, "localhost", 8888)
    reader, writer = await asyncio.open_connection("localhost", 8888)
    begin = asyncio.get_running_loop().time()
    writer.write(b"hello\\n")
    print((await reader.readline()).decode().strip())
    print(round(asyncio.get_running_loop().time() - begin, 2))
    writer.close()
    server.close()

asyncio.run(main())
`;

function output(latency: number | null, clock: 'model' | 'reference'): string {
  let written = '';
  const write = (_stream: string, text: string): void => {
    written += text;
  };
  runProgram({ ...DEFAULT_OPTIONS, source: SOURCE, filename: 'echo.py', clock, latency, write });
  return written;
}

it('takes the time it is given, there and back', () => {
  expect(output(0.25, 'model')).toBe('hello\n0.5\n');
  expect(output(0.25, 'reference')).toBe('hello\n0.5\n');
});

it('has none that shows where none is given', () => {
  expect(output(null, 'model')).toBe('hello\n0.0\n');
  expect(output(null, 'reference')).toBe('hello\n0.0\n');
});
