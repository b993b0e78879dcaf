// `requests`, `httpx`, `aiohttp`, `aiofiles` and `tqdm` on the simulated web. CPython's library has none of them, so
// there is nothing to record: what is expected here is what their documentation says, and what a scenario asks for.

import { expect, it } from 'vitest';
import { DEFAULT_ANSWER, type Scenario } from '../../src/base/scenario.js';
import { findings } from '../../src/diagnose/diagnose.js';
import { runProgram } from '../../src/interpreter/interpreter.js';
import { DEFAULT_OPTIONS } from '../../src/interpreter/options.js';

const second = { least: 1, most: 1 };
const scenario: Scenario = {
  rules: [
    {
      ...DEFAULT_ANSWER,
      url: 'https://api.test/users/*',
      method: null,
      latency: second,
      body: '[{"id": 1}]',
      headers: [['Content-Type', 'application/json']],
    },
    { ...DEFAULT_ANSWER, url: 'https://api.test/slow', method: null, latency: { least: 9, most: 9 } },
    { ...DEFAULT_ANSWER, url: 'https://api.test/gone', method: null, status: 404 },
    { ...DEFAULT_ANSWER, url: 'https://api.test/down', method: null, failure: 1 },
    { ...DEFAULT_ANSWER, url: 'https://api.test/text', method: 'GET', body: 'hello' },
  ],
  otherwise: DEFAULT_ANSWER,
};

function run(source: string, seed = 0) {
  const written = { stdout: '', stderr: '' };
  const write = (stream: 'stdout' | 'stderr', text: string): void => {
    written[stream] += text;
  };
  const { trace } = runProgram({
    ...DEFAULT_OPTIONS,
    source,
    filename: 'p.py',
    seed,
    scenario,
    write,
    trace: 'schedule',
  });
  return { ...written, trace };
}

it('says once that the web is simulated', () => {
  const { stderr } = run('import requests\nfor _ in range(3): requests.get("https://api.test/text")\n');
  expect(stderr).toBe(
    'loopscope: the web is simulated: no request leaves this machine; --scenario FILE says what is answered and when\n',
  );
});

it('answers requests as the scenario says, on the virtual clock', () => {
  const { stdout } = run(`
import time, requests
begin = time.perf_counter()
response = requests.get("https://api.test/users/7", params={"q": "a b"})
print(response, response.json(), response.url, response.ok, round(time.perf_counter() - begin, 1))
print(requests.get("https://api.test/text").text, requests.post("https://api.test/text", json={}).json()["method"])
for url in ("https://api.test/slow", "https://api.test/down", "api.test"):
    try:
        requests.get(url, timeout=2)
    except requests.exceptions.RequestException as error:
        print(type(error).__name__, error)
try:
    requests.get("https://api.test/gone").raise_for_status()
except requests.HTTPError as error:
    print(error, error.response.status_code)
`);
  expect(stdout).toBe(`<Response [200]> [{'id': 1}] https://api.test/users/7?q=a+b True 1.0
hello POST
ReadTimeout HTTPSConnectionPool(host='api.test', port=443): Read timed out. (read timeout=2)
ConnectionError HTTPSConnectionPool(host='api.test', port=443): Max retries exceeded with url: /down (Caused by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))
MissingSchema Invalid URL 'api.test': No scheme supplied. Perhaps you meant https://api.test?
404 Client Error: Not Found for url: https://api.test/gone 404
`);
});

it('lets requests of aiohttp and httpx wait together', () => {
  const { stdout } = run(`
import asyncio, time, aiohttp, httpx
async def fetch(session, number):
    async with session.get(f"https://api.test/users/{number}") as response:
        return response.status, await response.json()
async def main():
    begin = time.perf_counter()
    async with aiohttp.ClientSession() as session:
        print(await asyncio.gather(*(fetch(session, number) for number in range(3))))
        print(round(time.perf_counter() - begin, 1))
        for url in ("https://api.test/gone", "https://api.test/down", "https://api.test/slow"):
            try:
                async with session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
                    response.raise_for_status()
            except (aiohttp.ClientError, TimeoutError) as error:
                print(type(error).__name__, error)
        try:
            await (await session.get("https://api.test/text")).json()
        except aiohttp.ContentTypeError as error:
            print(error)
    async with httpx.AsyncClient(timeout=3) as client:
        print(await client.get("https://api.test/users/1"), (await client.get("https://api.test/text")).text)
        for url in ("https://api.test/slow", "https://api.test/down"):
            try:
                await client.get(url)
            except httpx.HTTPError as error:
                print(repr(error))
        try:
            (await client.get("https://api.test/gone")).raise_for_status()
        except httpx.HTTPStatusError as error:
            print(str(error).splitlines()[0])
asyncio.run(main())
`);
  expect(stdout).toBe(`[(200, [{'id': 1}]), (200, [{'id': 1}]), (200, [{'id': 1}])]
1.0
ClientResponseError 404, message='Not Found', url='https://api.test/gone'
ClientConnectorError Cannot connect to host api.test:443 ssl:default [Connect call failed ('api.test', 443)]
TimeoutError 
200, message='Attempt to decode JSON with unexpected mimetype: text/plain', url='https://api.test/text'
<Response [200 OK]> hello
ReadTimeout('')
ConnectError('All connection attempts failed')
Client error '404 Not Found' for url 'https://api.test/gone'
`);
});

it('finds a request that blocks the event loop', () => {
  const { trace } = run(`
import asyncio, requests
async def main():
    task = asyncio.create_task(asyncio.sleep(0.1))
    await asyncio.sleep(0)
    requests.get("https://api.test/users/1")
    await task
asyncio.run(main())
`);
  expect(trace).not.toBeNull();
  if (trace === null) return;
  const [found] = findings(trace);
  expect(found?.rule).toBe('blocking-call');
  expect(found?.message).toContain("requests.get('https://api.test/users/1')");
});

it('draws latencies with the seed', () => {
  const source = `
import time, requests
begin = time.perf_counter()
requests.get("https://elsewhere.test/")
print(f"{time.perf_counter() - begin:.6f}")
`;
  expect(run(source).stdout).toBe(run(source).stdout);
  expect(run(source, 1).stdout).not.toBe(run(source).stdout);
  const seconds = Number(run(source).stdout);
  expect(seconds).toBeGreaterThanOrEqual(0.05);
  expect(seconds).toBeLessThan(0.16);
});

it('reads and writes files, and shows a bar', () => {
  const { stdout, stderr } = run(`
import asyncio, time, aiofiles
from tqdm import tqdm
async def main():
    async with aiofiles.open("notes.txt", "w") as file:
        await file.write("a\\nb\\n")
    async with aiofiles.open("notes.txt") as file:
        async for line in file:
            print(repr(line))
asyncio.run(main())
for _ in tqdm(range(2), desc="work"):
    time.sleep(1)
`);
  expect(stdout).toBe("'a\\n'\n'b\\n'\n");
  expect(stderr.split('\r').map((text) => text.trim())).toEqual([
    '',
    'work:   0%|          | 0/2 [00:00<?, ?it/s]',
    expect.stringMatching(/^work: {2}50%\|█████ {5}\| 1\/2 \[00:01<00:01, +1\.00(it\/s|s\/it)\]$/),
    expect.stringMatching(/^work: 100%\|██████████\| 2\/2 \[00:02<00:00, +1\.00(it\/s|s\/it)\]$/),
    expect.stringMatching(/^work: 100%\|██████████\| 2\/2 \[00:02<00:00, +1\.00(it\/s|s\/it)\]$/),
  ]);
});
