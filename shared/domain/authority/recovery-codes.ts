/** Codes on paper for the day on which the telephone is lost: each is good for one time. */
import { writeBase32 } from './base32.ts';

export const RECOVERY_CODES = 10;
/** 120 bits: what is so long is kept under a plain hash (OWASP ASVS 5.0, 6.5.2 asks for 112). */
export const RECOVERY_BYTES = 15;

/** Four signs to a group, to be read from paper. */
export const writeRecoveryCode = (bytes: Uint8Array): string =>
  (writeBase32(bytes).match(/.{4}/g) ?? []).join('-');

/** As it was typed: without hyphens and blanks, in full width too, and with 0 and 1 for the letters that they look like. */
export const readRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I');
