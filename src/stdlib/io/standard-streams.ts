// `sys.stdin`, `sys.stdout` and `sys.stderr`: text files over the descriptors 0, 1 and 2.

import { FileError } from '../../base/files/file-error.js';
import type { Description } from '../../base/files/open-file.js';
import type { KernelMachine } from '../../kernel/kernel-machine.js';
import { encodeText } from '../../objects/codecs.js';
import { bufferedReaderType, bufferedWriterType, makeBuffered } from './buffered-types.js';
import { fileIoType, PyFileIO } from './file-io.js';
import { decodeName } from './file-paths.js';
import { joined } from './text-decoder.js';
import { PyTextFile } from './text-file.js';
import { textIoWrapperType } from './text-io-wrapper.js';

class InputDescription implements Description {
  readonly readable = true;
  readonly writable = false;
  readonly seekable = false;
  readonly node = null;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(readonly readLine: () => string | null) {}

  read(count: number): Uint8Array {
    if (this.#rest.length === 0) {
      const line = this.readLine();
      if (line !== null) this.#rest = joined(this.#rest, encodeText(line, 'utf-8', 'surrogateescape'));
    }
    const bytes = this.#rest.slice(0, count);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  write(): number {
    throw new FileError('EBADF');
  }

  seek(): number {
    throw new FileError('ESPIPE');
  }

  truncate(): void {
    throw new FileError('EINVAL');
  }
}

class OutputDescription implements Description {
  readonly readable = false;
  readonly writable = true;
  readonly seekable = false;
  readonly node = null;

  constructor(readonly writeText: (text: string) => void) {}

  read(): Uint8Array {
    throw new FileError('EBADF');
  }

  write(bytes: Uint8Array): number {
    this.writeText(decodeName(bytes));
    return bytes.length;
  }

  seek(): number {
    throw new FileError('ESPIPE');
  }

  truncate(): void {
    throw new FileError('EINVAL');
  }
}

/** Opens the descriptors 0, 1 and 2. */
export function openStandardDescriptors(m: KernelMachine): void {
  const { descriptors } = m.files;
  if (descriptors.has(0)) return;
  descriptors.set(0, new InputDescription(() => m.options.readLine()));
  descriptors.set(1, new OutputDescription((text) => m.writeOutput(text)));
  descriptors.set(2, new OutputDescription((text) => m.writeError(text)));
}

export interface StandardStreams {
  readonly stdin: PyTextFile;
  readonly stdout: PyTextFile;
  readonly stderr: PyTextFile;
}

export function standardStreams(m: KernelMachine): StandardStreams {
  openStandardDescriptors(m);
  const stdin = stream(m, 0, 'strict');
  const stdout = stream(m, 1, 'strict');
  const stderr = stream(m, 2, 'backslashreplace');
  stdout.direct = (text) => m.writeOutput(text);
  stderr.direct = (text) => m.writeError(text);
  return { stdin, stdout, stderr };
}

function stream(m: KernelMachine, fd: 0 | 1 | 2, errors: string): PyTextFile {
  const raw = new PyFileIO(fileIoType(m), m);
  raw.fd = fd;
  raw.readable = fd === 0;
  raw.writable = fd !== 0;
  raw.closesDescriptor = false;
  raw.dict?.set('name', ['<stdin>', '<stdout>', '<stderr>'][fd] ?? fd);
  const buffer = makeBuffered(m, fd === 0 ? bufferedReaderType(m) : bufferedWriterType(m), raw, 8192);
  const text = new PyTextFile(textIoWrapperType(m), m);
  const newline = '\n';
  text.initialize(buffer, {
    encoding: 'utf-8',
    errors,
    newline,
    lineBuffering: fd === 2,
    // What is written shows in the trace where it is written.
    writeThrough: fd !== 0,
  });
  text.dict?.set('mode', fd === 0 ? 'r' : 'w');
  return text;
}
