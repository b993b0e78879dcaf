// The version of loopscope, as traces and `--version` tell it.

export const VERSION = '0.1.0';
