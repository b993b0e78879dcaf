// The simulated web: what `requests`, `httpx` and `aiohttp` have in common. No request leaves the machine; a scenario
// says what is answered, and when. What is drawn by chance hangs on the run's seed, the URL and how often it was asked
// for, so that it does not change with the order of requests.

import { type Answer, answerFor } from '../../base/scenario.js';
import { blocking } from '../../execution/blocking.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { ThreadWait } from '../../kernel/waits.js';
import { PyFloat, strValue } from '../../objects/boxed.js';
import { PyBytes } from '../../objects/buffers.js';
import { PyTuple } from '../../objects/containers.js';
import { native } from '../../objects/native.js';
import type { Value } from '../../objects/object.js';
import { str } from '../../objects/repr.js';
import { SECOND } from '../../trace/time.js';
import { asyncioState } from '../asyncio/index.js';
import { tellOfDeparture } from '../asyncio/io-registry.js';
import { timeoutSeconds } from '../deadlines.js';
import { perMachine } from '../library.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { reasonOf } from './status-reasons.js';

const NOTICE =
  'the web is simulated: no request leaves this machine; --scenario FILE says what is answered and when';

/** How often each URL was asked for. */
const asked = perMachine(() => new Map<string, number>());

/** Numbers from 0 to 1 for one request. */
function drawer(m: KernelMachine, method: string, url: string): MersenneTwister {
  const key = `${method} ${url}`;
  const count = asked(m).get(key) ?? 0;
  asked(m).set(key, count + 1);
  let seed = BigInt(m.options.seed);
  for (const byte of new TextEncoder().encode(`${key} ${count}`))
    seed = BigInt.asUintN(128, seed * 257n + BigInt(byte) + 1n);
  const twister = new MersenneTwister();
  twister.seed(seed);
  return twister;
}

function defaultBody(method: string, url: string): string {
  return JSON.stringify({ simulated: true, method, url });
}

function headersOf({ headers, body }: Answer, size: number): PyTuple {
  const has = (name: string): boolean => headers.some(([given]) => given.toLowerCase() === name);
  const all: (readonly [string, string])[] = [...headers];
  if (!has('content-type'))
    all.unshift(['Content-Type', body === null ? 'application/json' : 'text/plain; charset=utf-8']);
  if (!has('content-length')) all.push(['Content-Length', String(size)]);
  return new PyTuple(all.map(([name, value]) => new PyTuple([name, value])));
}

/** `(seconds, failed, status, reason, headers, body)` */
function exchange(m: KernelMachine, method: string, url: string): PyTuple {
  m.notice(NOTICE);
  const answer = answerFor(m.options.scenario, method, url);
  const chance = drawer(m, method, url);
  const { least, most } = answer.latency;
  const seconds = Math.round((least + (most - least) * chance.random()) * 1e6) / 1e6;
  const failed = chance.random() < answer.failure;
  const body = new TextEncoder().encode(method === 'HEAD' ? '' : (answer.body ?? defaultBody(method, url)));
  return new PyTuple([
    new PyFloat(seconds),
    failed,
    answer.status,
    reasonOf(answer.status),
    headersOf(answer, body.length),
    new PyBytes(body),
  ]);
}

/** What the packages' Python code finds among its globals. */
export const webFunctions = perMachine(
  (m: KernelMachine): Record<string, Value> => ({
    exchange: native('exchange(method, url, /)', (method = null, url = null) =>
      exchange(m, str(method), str(url)),
    ),
    // Blocks the thread, and with it an event loop that runs in it.
    block: blocking(m, 'block(seconds, text, /)', function* (seconds = null, text = null) {
      const duration = Math.round(timeoutSeconds(seconds) * SECOND);
      yield new ThreadWait('other', strValue(text) ?? 'a request', m.clock.now + duration);
      return null;
    }),
    // A future of the running loop that is resolved when the answer has come.
    transfer: native('transfer(seconds, text, /)', (seconds = null, text = null) => {
      const state = asyncioState(m);
      const loop = state.requireRunningLoop();
      const what = strValue(text) ?? 'a request';
      const future = state.newFuture(loop, 'future', what);
      const cause = tellOfDeparture(m, future.id, what);
      loop.callLater(
        seconds,
        {
          target: { kind: 'internal', task: null, text: 'response received' },
          callable: null,
          run: () => {
            if (future.done) return;
            m.recorder?.emit('io.complete', { id: future.id, text: what }, cause);
            future.setResult(null);
          },
        },
        what,
      );
      return future;
    }),
  }),
);
