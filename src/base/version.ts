// The version, as the trace's header and `--version` give it; the same as in package.json.

export const VERSION = '0.1.0';
