// What loopscope knows of but cannot run yet. It is refused by name, before the program starts where the source shows
// it, and no `except` of the program catches it.

export class Unsupported extends Error {
  override readonly name = 'Unsupported';

  constructor(
    readonly feature: string,
    /** Line from 1 and column from 0, where known. */
    readonly place: { readonly lineno: number; readonly col_offset: number } | null = null,
  ) {
    super(`not supported: ${feature}`);
  }
}

/** A bug of ours: a state that the code was meant never to reach. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
