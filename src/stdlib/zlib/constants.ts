// The numbers of zlib.

export const Z_SYNC_FLUSH = 2;
export const Z_FINISH = 4;

/** Statuses of the library. */
export const Z_STREAM_END = 1;
export const Z_NEED_DICT = 2;
export const Z_BUF_ERROR = -5;

export const MAX_WBITS = 15;
export const DEFLATED = 8;
export const DEFAULT_MEMORY_LEVEL = 8;
export const DEFAULT_BUFFER_SIZE = 16384;

/** What the module `zlib` shows of them. */
export const CONSTANTS: Readonly<Record<string, number>> = {
  MAX_WBITS,
  DEFLATED,
  DEF_MEM_LEVEL: DEFAULT_MEMORY_LEVEL,
  DEF_BUF_SIZE: DEFAULT_BUFFER_SIZE,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH,
  Z_FULL_FLUSH: 3,
  Z_FINISH,
  Z_BLOCK: 5,
  Z_TREES: 6,
};
