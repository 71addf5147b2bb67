/** Whether a posted form is one that somebody allowed: its policy's signature, the policy, the signer's own rights, its bytes. */
import { CHECKSUMS } from './checksums.ts';
import { refuseChecksum } from './checked-body.ts';
import { findKey, type Identity, type Keyring } from './keyring.ts';
import { checkAct, checkStorage } from './permissions.ts';
import { checkPostPolicy, readPostPolicy } from './post-policy.ts';
import type { PostedForm } from './posted-form.ts';
import { deny, Refusal } from './refusal.ts';
import { ALGORITHM, checkSignature, deriveSigningKey, readScope } from './signature.ts';

interface PostedUpload {
  readonly key: string;
  readonly identity: Identity;
}

export function checkPostedUpload(
  bucket: string,
  { fields, file }: PostedForm,
  keyring: Keyring,
): PostedUpload {
  const policy = fields.get('policy');
  const signature = fields.get('x-amz-signature');
  const credential = fields.get('x-amz-credential');
  if (policy === undefined || signature === undefined || credential === undefined) throw deny();
  if (fields.get('x-amz-algorithm') !== ALGORITHM)
    throw new Refusal('InvalidArgument', `X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const scope = readScope(credential);
  const { secretAccessKey, identity } = findKey(
    keyring,
    scope.accessKeyId,
    fields.get('x-amz-security-token'),
  );
  checkSignature(signature, deriveSigningKey(secretAccessKey, scope), policy, scope.accessKeyId);
  checkPostPolicy(readPostPolicy(policy), {
    fields,
    bucket,
    sizeBytes: file.length,
    nowEpochMs: keyring.nowEpochMs(),
  });
  const key = fields.get('key') ?? '';
  if (key === '')
    throw new Refusal('InvalidArgument', "Bucket POST must contain a field named 'key'.", {
      ArgumentName: 'key',
    });
  checkAct(identity, { kind: 'put', key });
  checkStorage((name) => fields.get(name));
  for (const [name, start] of Object.entries(CHECKSUMS)) {
    const stated = fields.get(name);
    if (stated === undefined) continue;
    const running = start();
    running.update(file);
    if (running.digest() !== stated) throw refuseChecksum(name);
  }
  return { key, identity };
}
