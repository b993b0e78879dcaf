// What can go wrong with a file, by the names and numbers that Linux gives it.

/** Name to number and text. */
export const ERRORS = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  EBADF: [9, 'Bad file descriptor'],
  EACCES: [13, 'Permission denied'],
  EEXIST: [17, 'File exists'],
  EXDEV: [18, 'Invalid cross-device link'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  ENOTTY: [25, 'Inappropriate ioctl for device'],
  ESPIPE: [29, 'Illegal seek'],
  EROFS: [30, 'Read-only file system'],
  ENAMETOOLONG: [36, 'File name too long'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type FileErrorName = keyof typeof ERRORS;

export class FileError extends Error {
  override readonly name = 'FileError';

  constructor(readonly code: FileErrorName) {
    super(ERRORS[code][1]);
  }

  get errno(): number {
    return ERRORS[this.code][0];
  }
}
