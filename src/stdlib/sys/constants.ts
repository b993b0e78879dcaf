// What `sys` says about the interpreter: versions, limits of numbers, flags.

import { PyFloat } from '../../objects/boxed.js';
import type { Value } from '../../objects/object.js';
import { structSequence } from '../struct-sequence.js';
import { simpleNamespace } from '../types/simple-namespace.js';

const HEX_VERSION = 0x030d00f0;

export function interpreterConstants(): Record<string, Value> {
  const versionInfo = structSequence('sys.version_info', {
    major: 3,
    minor: 13,
    micro: 0,
    releaselevel: 'final',
    serial: 0,
  });
  return {
    version: '3.13.0 (loopscope)',
    version_info: versionInfo,
    hexversion: HEX_VERSION,
    api_version: 1013,
    implementation: simpleNamespace({
      name: 'cpython',
      cache_tag: 'cpython-313',
      version: versionInfo,
      hexversion: HEX_VERSION,
      _multiarch: 'x86_64-linux-gnu',
    }),
    platform: 'linux',
    byteorder: 'little',
    maxsize: 0x7fffffffffffffffn,
    maxunicode: 0x10ffff,
    float_info: structSequence('sys.float_info', {
      max: new PyFloat(Number.MAX_VALUE),
      max_exp: 1024,
      max_10_exp: 308,
      min: new PyFloat(2.2250738585072014e-308),
      min_exp: -1021,
      min_10_exp: -307,
      dig: 15,
      mant_dig: 53,
      epsilon: new PyFloat(Number.EPSILON),
      radix: 2,
      rounds: 1,
    }),
    float_repr_style: 'short',
    int_info: structSequence('sys.int_info', {
      bits_per_digit: 30,
      sizeof_digit: 4,
      default_max_str_digits: 4300,
      str_digits_check_threshold: 640,
    }),
    hash_info: structSequence('sys.hash_info', {
      width: 64,
      modulus: 2305843009213693951n,
      inf: 314159,
      nan: 0,
      imag: 1000003,
      algorithm: 'siphash13',
      hash_bits: 64,
      seed_bits: 128,
      cutoff: 0,
    }),
    thread_info: structSequence('sys.thread_info', {
      name: 'pthread',
      lock: 'semaphore',
      version: 'NPTL 2.36',
    }),
    flags: structSequence('sys.flags', {
      debug: 0,
      inspect: 0,
      interactive: 0,
      optimize: 0,
      dont_write_bytecode: 0,
      no_user_site: 0,
      no_site: 0,
      ignore_environment: 0,
      verbose: 0,
      bytes_warning: 0,
      quiet: 0,
      hash_randomization: 0,
      isolated: 0,
      dev_mode: false,
      utf8_mode: 0,
      warn_default_encoding: 0,
      safe_path: false,
      int_max_str_digits: 4300,
    }),
  };
}
