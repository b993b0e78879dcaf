// The worker when the command runs from source: threads do not inherit tsx, so it has to be asked for.

import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
