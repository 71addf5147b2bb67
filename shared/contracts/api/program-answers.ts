/** What programs ask with a code or a token, and what they are answered: parsed by the command line, shown by OpenAPI. */
import * as z from 'zod/mini';

const instant = z.iso.datetime();
const prefixes = z.readonly(z.array(z.string()));

/** `POST /api/v1/login` */
export const loginAskedSchema = z.strictObject({
  code: z.string().check(z.maxLength(100), z.describe('as the page showed it, with or without hyphens')),
});
export const loginSchema = z.object({
  token: z.string().check(z.describe('shown this once: keep it as a password')),
  credential: z.object({
    id: z.string(),
    name: z.string(),
    madeBy: z.string().check(z.describe('the person in whose name the program files')),
    until: instant,
    for: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('agency'),
        agency: z.string(),
        district: z.string(),
        name: z.string(),
      }),
      z.object({ kind: z.literal('region'), region: z.string() }),
    ]),
  }),
});
export type LoginAnswer = z.infer<typeof loginSchema>;

/** `POST /api/v1/agencies/{id}/upload-credentials` */
export const uploadCredentialsAskedSchema = z.strictObject({
  durationSeconds: z.optional(
    z.int().check(z.minimum(900), z.maximum(3600), z.describe('900 where it is left out')),
  ),
});
export const uploadCredentialsSchema = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
  expiration: instant,
  bucket: z.string(),
  region: z.string(),
  endpoint: z.optional(z.url()).check(z.describe('of the S3 service, where it is not AWS’s')),
  agency: z.string(),
  district: z.string(),
  prefixes: z.object({
    put: prefixes.check(z.describe('keys that begin so may be written')),
    get: prefixes.check(z.describe('and these read')),
  }),
});
export type UploadCredentialsAnswer = z.infer<typeof uploadCredentialsSchema>;
