// The modules that programs can import, by name. A module is made when it is first imported.

import type { ModuleDefinition } from '../execution/module.js';
import { defineModule } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { abc } from './abc/index.js';
import { accelerators } from './accelerators.js';
import { argparse } from './argparse/index.js';
import { array } from './array/index.js';
import { ast } from './ast/index.js';
import { asyncio, asyncioAccelerator, asyncioParts } from './asyncio/index.js';
import { base64 } from './base64/index.js';
import { binascii } from './binascii/index.js';
import { bisect } from './bisect.js';
import { calendar } from './calendar/index.js';
import { cmath } from './cmath/index.js';
import { codecs, codecsAccelerator, encodings } from './codecs/index.js';
import { collectionsAbc } from './collections/abc/index.js';
import { collections } from './collections/index.js';
import {
  concurrentFutures,
  concurrentFuturesProcess,
  concurrentFuturesThread,
} from './concurrent/futures.js';
import { contextlib } from './contextlib/index.js';
import { contextvars } from './contextvars.js';
import { copy } from './copy/index.js';
import { csv } from './csv/index.js';
import { dataclasses } from './dataclasses/index.js';
import { datetime } from './datetime/index.js';
import { decimal } from './decimal/index.js';
import { difflib } from './difflib/index.js';
import { doctest } from './doctest/index.js';
import { enumModule } from './enum/index.js';
import { errno } from './errno.js';
import { fnmatch } from './fnmatch.js';
import { fractions } from './fractions/index.js';
import { functools } from './functools/index.js';
import { gc } from './gc.js';
import { getpass } from './getpass.js';
import { gettext } from './gettext.js';
import { glob } from './glob/index.js';
import { gzip } from './gzip/index.js';
import { hashlib } from './hashlib/index.js';
import { heapq } from './heapq.js';
import { hmac } from './hmac.js';
import { selectors } from './host/selectors.js';
import { servers } from './host/servers.js';
import { select, socket } from './host/socket.js';
import { ssl } from './host/ssl.js';
import { subprocess } from './host/subprocess.js';
import { html, htmlEntities } from './html/index.js';
import { importlib } from './importlib/index.js';
import { inspect } from './inspect/index.js';
import { io, ioParts } from './io/index.js';
import { itertools } from './itertools/index.js';
import { jsonModules } from './json/index.js';
import { keyword } from './keyword.js';
import { linecache } from './linecache.js';
import { locale } from './locale.js';
import { logging } from './logging/index.js';
import { math } from './math/index.js';
import { multiprocessing, multiprocessingModules } from './multiprocessing/index.js';
import { ntpath } from './ntpath.js';
import { numbers } from './numbers.js';
import { operator } from './operator/index.js';
import { os } from './os/index.js';
import { pathlib } from './pathlib/index.js';
import { pdb } from './pdb.js';
import { copyreg } from './pickle/copyreg.js';
import { pickle } from './pickle/index.js';
import { pkgutil } from './pkgutil.js';
import { platform } from './platform.js';
import { posixpath } from './posixpath/index.js';
import { pprint } from './pprint/index.js';
import { queueModule } from './queue.js';
import { random } from './random/index.js';
import { re } from './re/index.js';
import { runpy } from './runpy.js';
import { sched } from './sched.js';
import { secrets } from './secrets.js';
import { shlex } from './shlex/index.js';
import { shutil } from './shutil/index.js';
import { signal } from './signal.js';
import { stat } from './stat.js';
import { statistics } from './statistics/index.js';
import { string } from './string/index.js';
import { struct } from './struct/index.js';
import { sys } from './sys/index.js';
import { tempfile } from './tempfile/index.js';
import { textwrap } from './textwrap/index.js';
import { threadingModule } from './threading/index.js';
import { lowLevelThreads } from './threading/low-level.js';
import { time } from './time/index.js';
import { timeit } from './timeit.js';
import { traceback } from './traceback/index.js';
import { types } from './types/index.js';
import { typing } from './typing/index.js';
import { unittest } from './unittest/index.js';
import { mock } from './unittest/mock/index.js';
import { uuid } from './uuid/index.js';
import { warnings } from './warnings/index.js';
import { weakref } from './weakref/index.js';
import { zlib } from './zlib/index.js';
import { zoneinfo } from './zoneinfo.js';

const concurrent = defineModule<KernelMachine>('concurrent', () => ({}));

/** In alphabetical order. */
const ALL: readonly ModuleDefinition<KernelMachine>[] = [
  ...accelerators,
  abc,
  argparse,
  array,
  asyncio,
  asyncioAccelerator,
  ...asyncioParts,
  base64,
  binascii,
  bisect,
  calendar,
  cmath,
  codecs,
  codecsAccelerator,
  encodings,
  collections,
  collectionsAbc,
  concurrent,
  concurrentFutures,
  concurrentFuturesProcess,
  concurrentFuturesThread,
  contextlib,
  contextvars,
  copy,
  csv,
  dataclasses,
  datetime,
  decimal,
  difflib,
  doctest,
  enumModule,
  fnmatch,
  fractions,
  functools,
  gc,
  glob,
  gzip,
  hashlib,
  heapq,
  hmac,
  html,
  htmlEntities,
  ...importlib,
  inspect,
  io,
  ...ioParts,
  itertools,
  ...jsonModules,
  keyword,
  linecache,
  logging,
  math,
  mock,
  ntpath,
  numbers,
  operator,
  os,
  pathlib,
  pdb,
  pkgutil,
  posixpath,
  pprint,
  multiprocessing,
  ...multiprocessingModules,
  queueModule,
  random,
  re,
  runpy,
  sched,
  secrets,
  select,
  selectors,
  ...servers,
  shutil,
  socket,
  ssl,
  stat,
  statistics,
  string,
  struct,
  subprocess,
  ast,
  copyreg,
  errno,
  getpass,
  gettext,
  locale,
  pickle,
  platform,
  shlex,
  signal,
  sys,
  tempfile,
  textwrap,
  threadingModule,
  lowLevelThreads,
  time,
  timeit,
  traceback,
  types,
  typing,
  unittest,
  uuid,
  warnings,
  weakref,
  zlib,
  zoneinfo,
];

export const MODULES: ReadonlyMap<string, ModuleDefinition<KernelMachine>> = new Map(
  ALL.map((definition) => [definition.name, definition]),
);
