import type { OfficeDoor } from './ports.ts';

/** Where no sessions are read, nobody is signed in. */
export const NOBODY: OfficeDoor = { readPrincipal: () => Promise.resolve(undefined), mayFile: () => false };
