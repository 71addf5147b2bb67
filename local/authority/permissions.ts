/** Who may do what with which object: what policies of users, sessions and the bucket say on AWS. */
import { listScopedPrefixes } from '../../shared/contracts/bucket/upload-scope.ts';
import type { Identity } from './keyring.ts';
import { deny } from './refusal.ts';

/** What a request wants; `other` is everything that only the operator may do. */
type Act =
  | { readonly kind: 'put'; readonly key: string }
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'other' };

/** Parameters with which a request for an object is still about its content. */
const ABOUT_CONTENT = /^(x-id|versionId|partNumber|uploadId|uploads|response-[a-z-]+|x-amz-[a-z0-9-]+)$/i;

export function tellAct(method: string, key: string | undefined, parameters: readonly string[]): Act {
  if (key === undefined || !parameters.every((name) => ABOUT_CONTENT.test(name))) return { kind: 'other' };
  if (method === 'GET' || method === 'HEAD')
    return parameters.includes('uploadId') ? { kind: 'other' } : { kind: 'get', key };
  return method === 'PUT' || method === 'POST' ? { kind: 'put', key } : { kind: 'other' };
}

/** Throws where the identity may not; so nobody but the operator writes below `backfill/`. */
export function checkAct(identity: Identity, act: Act): void {
  if (identity.kind === 'operator') return;
  const { puts, gets } = listScopedPrefixes(identity.session.scope);
  const prefixes = act.kind === 'put' ? puts : act.kind === 'get' ? gets : [];
  if (act.kind === 'other' || !prefixes.some((prefix) => act.key.startsWith(prefix))) throw deny();
}

/** What the bucket's policy denies everybody: what later could not be read without asking for it to be thawed, or at all. */
export function checkStorage(stated: (name: string) => string | undefined): void {
  const storageClass = stated('x-amz-storage-class');
  if (storageClass !== undefined && storageClass !== 'STANDARD')
    throw deny(`The storage class ${storageClass} is not allowed here: leave it out.`);
  const encryption = stated('x-amz-server-side-encryption');
  const hasOwnKey = ['algorithm', 'key', 'key-md5'].some(
    (part) => stated(`x-amz-server-side-encryption-customer-${part}`) !== undefined,
  );
  if (hasOwnKey || (encryption !== undefined && encryption !== 'AES256'))
    throw deny('Encryption with a key of your own is not allowed here: leave it out.');
}
