/** Secrets that lie in the table are encrypted (AES-256-GCM), so that a copy of the table gives none of them away. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { PermanentError } from '../errors.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `root`: a secret of the deployment's or the data folder's; the key for this use alone is drawn from it. */
export function createSeal(root: string) {
  const key = Buffer.from(hkdfSync('sha256', root, '', 'gouji second step', 32));
  return {
    /** `whose` is bound to it: sealed for one person, it opens for no other. */
    close(secret: Uint8Array, whose: string): string {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(whose));
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString(
        'base64url',
      );
    },

    open(sealed: string, whose: string): Uint8Array {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(whose));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch (error) {
        throw new PermanentError('a sealed secret does not open: was it sealed under another key?', {
          cause: error,
        });
      }
    },
  };
}

/** What one-time codes are made with (RFC 4226). */
export const computeHmac = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  createHmac('sha1', key).update(message).digest();
