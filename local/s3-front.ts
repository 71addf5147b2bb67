/**
 * What every request to the S3 of this machine passes first: this machine's own name, the site's own pages or programs, and a
 * signature of somebody who may do what is asked. s3rver behind it asks nobody for anything.
 */
import { Readable } from 'node:stream';
import type S3rver from 's3rver';
import S3Error from 's3rver/lib/models/error.js';
import { isFromOtherSite, isOwnHost } from '../shared/runtime/own-machine.ts';
import { expectBody, type CheckBody } from './authority/checked-body.ts';
import { answerPreflight, tellCors } from './authority/cors.ts';
import type { Identity, Keyring } from './authority/keyring.ts';
import { checkAct, checkStorage, tellAct } from './authority/permissions.ts';
import { deny, Refusal } from './authority/refusal.ts';
import { checkSignedRequest } from './authority/signed-request.ts';
import { readResource, type Resource } from './s3-resource.ts';
import { currentRequest, tellPrincipalId, type S3Request } from './s3-request.ts';
import { refuseHostileKey } from './versioned-store.ts';

interface FrontOptions {
  readonly keyring: Keyring;
  /** Whose pages may post. */
  readonly ownOrigins: () => readonly string[];
  /** Forms bear their signature within, and so do not pass as other requests do. */
  readonly postForm: (context: S3rver.Context, bucket: string) => Promise<void>;
}

export function guardFront({ keyring, ownOrigins, postForm }: FrontOptions): S3rver.Middleware {
  return async (context, next) => {
    const { headers } = context.req;
    // A page may let a name of its own point here: to its browser it is then no other site's.
    if (!isOwnHost(headers.host)) throw deny('Ask this machine by its own name: 127.0.0.1 or localhost.');
    const origins = ownOrigins();
    const answer = context.method === 'OPTIONS' ? answerPreflight : tellCors;
    for (const [name, value] of Object.entries(answer(headers, origins))) context.set(name, value);
    // The operator's key is no secret on this machine: another site's page could sign with it.
    if (isFromOtherSite(headers, origins)) throw deny('Pages of other sites may not use this server.');
    if (context.method === 'OPTIONS') {
      context.status = 200;
      context.body = '';
      return;
    }
    const resource = readResource(context.path);
    const { bucket, key } = resource;
    if (key !== undefined) refuseHostileKey(key);
    if (bucket !== undefined && key === undefined && isForm(context)) {
      await postForm(context, bucket);
      return;
    }
    await passSigned(context, next, resource, keyring);
  };
}

const isForm = ({ method, req }: S3rver.Context): boolean =>
  method === 'POST' && req.headers['content-type']?.startsWith('multipart/form-data') === true;

async function passSigned(
  context: S3rver.Context,
  next: () => Promise<unknown>,
  { key }: Resource,
  keyring: Keyring,
): Promise<void> {
  const { method } = context;
  const raw = { method, url: context.req.url ?? '/', headers: context.req.headersDistinct };
  const { identity, payload, hoisted } = checkSignedRequest(raw, keyring);
  // They stand for headers from here on, and those of the signature have done their work.
  const { headers } = context.req;
  for (const [name, value] of hoisted) headers[name.toLowerCase()] = value;
  delete headers.authorization;
  context.query = Object.fromEntries(
    Object.entries(context.query).filter(([name]) => !/^x-amz-/i.test(name)),
  );
  context.state['account'] = identity;

  const act = tellAct(method, key, Object.keys(context.query));
  checkAct(identity, act);
  const header = (name: string): string | undefined => [headers[name]].flat()[0];
  const source = header('x-amz-copy-source');
  if (source !== undefined) checkAct(identity, { kind: 'get', key: keyOfSource(source) });
  if (act.kind === 'put') checkStorage(header);

  const isContent = method === 'PUT' && key !== undefined && act.kind === 'put' && source === undefined;
  if (isContent && !['*', undefined].includes(header('if-none-match')))
    throw new Refusal(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      {
        Header: 'If-None-Match',
      },
    );
  const hoistedHeaders = Object.fromEntries(hoisted.map(([name, value]) => [name.toLowerCase(), [value]]));
  const checkBody = expectBody({ ...raw, headers: { ...raw.headers, ...hoistedHeaders } }, payload);
  if (!isContent && ['PUT', 'POST'].includes(method)) await readBefore(context, checkBody);
  const request: S3Request = {
    method,
    versionId: key === undefined ? undefined : [context.query['versionId']].flat()[0],
    checkBody: isContent ? checkBody : undefined,
    principalId: tellPrincipalId(identity),
    onlyNew: header('if-none-match') === '*',
    onlyOver: header('if-match'),
  };
  await currentRequest.run(request, next).catch((error: unknown) => {
    throw hideMissing(identity, error);
  });
}

/** What is not an object's content is small: it is checked as a whole before anybody acts on it. */
async function readBefore(context: S3rver.Context, checkBody: CheckBody): Promise<void> {
  const { method, url, headers, headersDistinct } = context.req;
  const bytes = Buffer.concat(await Array.fromAsync(checkBody(context.req)));
  context.req = Object.assign(Readable.from([bytes]), { method, url, headers, headersDistinct });
}

/** `/bucket/key?versionId=…`, escaped. */
function keyOfSource(source: string): string {
  const [path = ''] = source.split('?', 1);
  return readResource(path.startsWith('/') ? path : `/${path}`).key ?? '';
}

/** To those who may not list the bucket S3 does not say what is not there. */
function hideMissing({ kind }: Identity, error: unknown): unknown {
  return kind === 'session' && error instanceof S3Error && ['NoSuchKey', 'NoSuchVersion'].includes(error.code)
    ? deny()
    : error;
}
