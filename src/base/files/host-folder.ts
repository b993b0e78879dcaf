// The folder of the host that a program finds itself in, as the core sees it. Whoever runs programs gives one, or none.
//
// Paths are relative to the folder, with forward slashes; the empty path is the folder itself.

export interface HostEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** In bytes; 0 for a directory. */
  readonly size: number;
}

export interface HostFolder {
  /** What a directory holds. Throws `FileError` where it can not be read. */
  list(path: string): readonly HostEntry[];
  /** The contents of a file. Throws `FileError` where it can not be read. */
  read(path: string): Uint8Array;
  /** What carries changes to the host; null where they stay in memory. */
  readonly writer: HostWriter | null;
}

export interface HostWriter {
  write(path: string, content: Uint8Array): void;
  makeDirectory(path: string): void;
  removeFile(path: string): void;
  removeDirectory(path: string): void;
}
