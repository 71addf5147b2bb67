import * as z from 'zod/mini';

/** A secret of at least 128 bits in text. */
export const secretSchema = z.string().check(z.minLength(32));
