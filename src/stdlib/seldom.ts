// The modules of the library that few programs import.
//
// The built command has them in a bundle of its own, which is read when one of them is first asked for: start-up time
// grows with what is read. Its build puts a file of its own in the place of this one (build-late.mjs).

import type { ModuleDefinition } from '../execution/module.js';
import type { KernelMachine } from '../kernel/kernel-machine.js';
import { argparse } from './argparse/index.js';
import { array } from './array/index.js';
import { ast } from './ast/index.js';
import { atexit } from './atexit.js';
import { base64 } from './base64/index.js';
import { binascii } from './binascii/index.js';
import { calendar } from './calendar/index.js';
import { cmath } from './cmath/index.js';
import { cmd } from './cmd.js';
import { codecs, codecsAccelerator, encodings } from './codecs/index.js';
import { configparser } from './configparser/index.js';
import { csv } from './csv/index.js';
import { datetime } from './datetime/index.js';
import { decimal } from './decimal/index.js';
import { difflib } from './difflib/index.js';
import { doctest } from './doctest/index.js';
import { fileinput } from './fileinput.js';
import { fnmatch } from './fnmatch.js';
import { fractions } from './fractions/index.js';
import { futureModule } from './future-module.js';
import { getpass } from './getpass.js';
import { gettext } from './gettext.js';
import { glob } from './glob/index.js';
import { graphlib } from './graphlib.js';
import { gzip } from './gzip/index.js';
import { hashlib } from './hashlib/index.js';
import { hmac } from './hmac.js';
import { genericpath, opcode, posix, pwd, site, sysconfig } from './host/installation.js';
import { selectors } from './host/selectors.js';
import { servers } from './host/servers.js';
import { select, socket } from './host/socket.js';
import { ssl } from './host/ssl.js';
import { subprocess } from './host/subprocess.js';
import { html, htmlEntities } from './html/index.js';
import { http } from './http.js';
import { inspect } from './inspect/index.js';
import { jsonModules } from './json/index.js';
import { linecache } from './linecache.js';
import { locale } from './locale.js';
import { loggingConfig } from './logging/config.js';
import { loggingHandlers } from './logging/handlers-module.js';
import { logging } from './logging/index.js';
import { multiprocessing, multiprocessingModules } from './multiprocessing/index.js';
import { ntpath } from './ntpath.js';
import { pathlib } from './pathlib/index.js';
import { pdb } from './pdb.js';
import { copyreg } from './pickle/copyreg.js';
import { pickle } from './pickle/index.js';
import { pkgutil } from './pkgutil.js';
import { platform } from './platform.js';
import { pprint } from './pprint/index.js';
import { published } from './published.js';
import { re } from './re/index.js';
import { reprlib } from './reprlib.js';
import { runpy } from './runpy.js';
import { sched } from './sched.js';
import { secrets } from './secrets.js';
import { SELDOM_PUBLIC_NAMES } from './seldom-public-names.js';
import { shlex } from './shlex/index.js';
import { shutil } from './shutil/index.js';
import { statistics } from './statistics/index.js';
import { string } from './string/index.js';
import { struct } from './struct/index.js';
import { tempfile } from './tempfile/index.js';
import { textwrap } from './textwrap/index.js';
import { aiofiles } from './third-party/aiofiles.js';
import { aiohttp } from './third-party/aiohttp.js';
import { httpx } from './third-party/httpx.js';
import { requests } from './third-party/requests.js';
import { tqdm } from './third-party/tqdm.js';
import { threadingLocal } from './threading/local.js';
import { lowLevelThreads } from './threading/low-level.js';
import { timeit } from './timeit.js';
import { unicodedata } from './unicodedata/index.js';
import { unittest } from './unittest/index.js';
import { mock } from './unittest/mock/index.js';
import { urllib } from './urllib/parse.js';
import { uuid } from './uuid/index.js';
import { zlib } from './zlib/index.js';
import { zoneinfo } from './zoneinfo.js';

/** In alphabetical order. */
const ALL: readonly ModuleDefinition<KernelMachine>[] = [
  ...aiofiles,
  ...aiohttp,
  argparse,
  array,
  ast,
  base64,
  binascii,
  calendar,
  cmath,
  cmd,
  codecs,
  codecsAccelerator,
  configparser,
  copyreg,
  csv,
  datetime,
  decimal,
  difflib,
  doctest,
  encodings,
  fileinput,
  fnmatch,
  fractions,
  getpass,
  gettext,
  glob,
  gzip,
  hashlib,
  hmac,
  html,
  htmlEntities,
  http,
  inspect,
  ...jsonModules,
  linecache,
  locale,
  logging,
  loggingConfig,
  loggingHandlers,
  lowLevelThreads,
  mock,
  ...httpx,
  multiprocessing,
  ...multiprocessingModules,
  ntpath,
  pathlib,
  pdb,
  pickle,
  pkgutil,
  platform,
  pprint,
  re,
  ...requests,
  runpy,
  sched,
  secrets,
  select,
  selectors,
  ...servers,
  shlex,
  shutil,
  socket,
  ssl,
  statistics,
  string,
  struct,
  subprocess,
  tempfile,
  textwrap,
  threadingLocal,
  timeit,
  ...tqdm,
  unicodedata,
  unittest,
  ...urllib,
  uuid,
  zlib,
  atexit,
  futureModule,
  genericpath,
  opcode,
  posix,
  pwd,
  reprlib,
  graphlib,
  site,
  sysconfig,
  zoneinfo,
];

export const seldomNames: readonly string[] = ALL.map(({ name }) => name);

export function seldomModules(): readonly ModuleDefinition<KernelMachine>[] {
  return ALL.map((definition) => published(definition, SELDOM_PUBLIC_NAMES));
}
