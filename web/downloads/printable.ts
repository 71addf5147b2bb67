import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';

/** Characters that XML cannot hold, escaped or not, are shown: a name that has one must not make the file unreadable. */
export const printable = showControlsInLines;
