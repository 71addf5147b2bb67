import { createHash } from 'node:crypto';

/** The SHA-256 that the archive names bytes by, in hexadecimal digits. */
export const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
