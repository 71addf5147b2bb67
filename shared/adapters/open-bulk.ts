/** The archive of all years, apart from other stores: what writes its files would lie in every function. */
import type { BucketEnv } from '../contracts/store-env.ts';
import { createBulkBucket } from './bulk/bulk-bucket.ts';
import type { BulkHeads } from './bulk/bulk-files.ts';
import type { Connection } from './clients.ts';
import { openBucket } from './open.ts';

/** Where it is kept; what writes its files is loaded by whoever makes one. */
export const openBulk = (env: BucketEnv, connection?: Connection) => ({
  bucket: createBulkBucket(openBucket(env, connection)),
  openFiles: async (heads: BulkHeads) => (await import('./bulk/bulk-files.ts')).openBulkFiles(heads),
});
