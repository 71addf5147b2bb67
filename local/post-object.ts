/** A browser's form, POST to the bucket: checked and stored as S3 does it. */
import type S3rver from 's3rver';
import S3Object from 's3rver/lib/models/object.js';
import type { Keyring } from './authority/keyring.ts';
import { readPostedForm } from './authority/posted-form.ts';
import { checkPostedUpload } from './authority/posted-upload.ts';
import { Refusal } from './authority/refusal.ts';
import { currentRequest, tellPrincipalId, type S3Request } from './s3-request.ts';
import { uploadRecord, type UploadRecord } from './upload-record.ts';
import { refuseHostileKey, type VersionedStore } from './versioned-store.ts';

interface PostOptions {
  readonly store: VersionedStore;
  readonly keyring: Keyring;
  /** Throws where the object can't be taken at the moment. */
  readonly checkRoom: (key: string) => void;
  readonly onUpload: (record: UploadRecord) => void;
}

export const answerForms =
  ({ store, keyring, checkRoom, onUpload }: PostOptions) =>
  async (context: S3rver.Context, bucket: string): Promise<void> => {
    const form = await readPostedForm(context.req);
    const { key, identity } = checkPostedUpload(bucket, form, keyring);
    refuseHostileKey(key);
    checkRoom(key);
    const { fields, file } = form;
    const request: S3Request = {
      method: 'POST',
      versionId: undefined,
      checkBody: undefined,
      principalId: tellPrincipalId(identity),
      onlyNew: false,
      onlyOver: undefined,
    };
    const { md5 } = await currentRequest.run(request, () =>
      store.putObject(new S3Object(bucket, key, file, Object.fromEntries(fields))),
    );
    if (!request.made) throw new TypeError('an object was stored, and no version made');
    onUpload(uploadRecord(request.made, { bucket, eventName: 'ObjectCreated:Post', sourceIp: '127.0.0.1' }));
    const location = `http://${context.req.headers.host ?? ''}/${bucket}/${encodeURI(key)}`;
    context.set('ETag', `"${md5}"`);
    context.set('Location', location);
    context.set('x-amz-version-id', request.made.id);
    const status = fields.get('success_action_status');
    context.status = status === '200' || status === '201' ? Number(status) : 204;
    // s3rver writes it as XML.
    if (context.status === 201)
      context.body = { PostResponse: { Location: location, Bucket: bucket, Key: key, ETag: `"${md5}"` } };
    else if (context.status === 200) context.body = '';
  };

/** To be thrown for a `checkRoom`. */
export const refuseForNow = (why: string): Refusal =>
  new Refusal('ServiceUnavailable', `The object can't be stored now, please try again: ${why}`);
