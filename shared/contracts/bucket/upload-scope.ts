/**
 * What temporary credentials for filing may do, said once: AWS is told it as a policy of the session, the S3 of one machine
 * asks it with every request.
 */
import { tellCodePrefix } from '../../domain/basics/region.ts';

/** One agency, or a region with all below it. */
export type UploadScope =
  | { readonly kind: 'agency'; readonly district: string; readonly agencyId: string }
  | { readonly kind: 'region'; readonly region: string };

interface ScopedPrefixes {
  /** Keys that may be written. */
  readonly puts: readonly string[];
  /** Keys that may be read, written ones and their receipts. */
  readonly gets: readonly string[];
}

/** Reports and records of publication are filed; what came of them is read. Nobody lists or deletes. */
export function listScopedPrefixes(scope: UploadScope): ScopedPrefixes {
  const place =
    scope.kind === 'agency' ? `${scope.district}/${scope.agencyId}/` : tellCodePrefix(scope.region);
  const puts = ['inbox/', 'publication/'].map((folder) => `${folder}${place}`);
  return { puts, gets: [...puts, ...puts.map((prefix) => `receipts/${prefix}`)] };
}
