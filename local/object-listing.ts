/** Answers the lists of a bucket: ListObjects (both versions) and ListObjectVersions, as XML in AWS's shape. */
import S3Error from 's3rver/lib/models/error.js';
import type { Version, VersionJournal } from './version-journal.ts';

type ListQuery = Record<string, string | string[] | undefined>;

const MAX_KEYS = 1000;
const XMLNS = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};
const escape = (text: string): string => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? '');

interface Wanted {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Names as the answer bears them: plain, or URL-encoded where the client asks for that. */
  readonly name: (key: string) => string;
  readonly encoding: string;
}

const text = (query: ListQuery, name: string): string | undefined => {
  const value = query[name];
  return Array.isArray(value) ? value[0] : value;
};

function wantedOf(bucket: string, query: ListQuery): Wanted {
  const stated = text(query, 'max-keys');
  if (stated !== undefined && !/^[0-9]{1,10}$/.test(stated))
    throw new S3Error('InvalidArgument', 'Provided max-keys not an integer or within integer range', {
      ArgumentName: 'max-keys',
      ArgumentValue: stated,
    });
  const encode = text(query, 'encoding-type') === 'url';
  return {
    bucket,
    prefix: text(query, 'prefix') ?? '',
    delimiter: text(query, 'delimiter') ?? '',
    maxKeys: Math.min(MAX_KEYS, stated === undefined ? MAX_KEYS : Number(stated)),
    name: encode ? (key) => escape(encodeURIComponent(key).replaceAll('%2F', '/')) : (key) => escape(key),
    encoding: encode ? '<EncodingType>url</EncodingType>' : '',
  };
}

function head({ bucket, prefix, delimiter, maxKeys, name, encoding }: Wanted): string {
  return (
    `<Name>${bucket}</Name><Prefix>${name(prefix)}</Prefix>${encoding}` +
    (delimiter === '' ? '' : `<Delimiter>${name(delimiter)}</Delimiter>`) +
    `<MaxKeys>${maxKeys}</MaxKeys>`
  );
}

const document = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${XMLNS}">${body}</${root}>`;

/** Whole seconds, as S3 lists them and as `Last-Modified` has them. */
const listed = ({ lastModifiedEpochMs, md5, sizeBytes, deleteMarker }: Version): string =>
  `<LastModified>${new Date(lastModifiedEpochMs - (lastModifiedEpochMs % 1000)).toISOString()}</LastModified>` +
  (deleteMarker
    ? ''
    : `<ETag>&quot;${md5}&quot;</ETag><Size>${sizeBytes}</Size><StorageClass>STANDARD</StorageClass>`);

const commonPrefixes = ({ name }: Wanted, prefixes: Iterable<string>): string =>
  [...prefixes].map((prefix) => `<CommonPrefixes><Prefix>${name(prefix)}</Prefix></CommonPrefixes>`).join('');

/** What a key is folded into where a delimiter is given. */
function folded(key: string, { prefix, delimiter }: Wanted): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The smallest text after `key`, and after everything that begins with it. */
const justAfter = (key: string): string => `${key}\u0000`;
const afterAllOf = (prefix: string): string => `${prefix}\uFFFF`;

/** The token is the last name listed; clients hand it back unread. */
const tokenOf = (last: string): string => Buffer.from(last).toString('base64url');

export function listObjects(journal: VersionJournal, bucket: string, query: ListQuery): string {
  const wanted = wantedOf(bucket, query);
  const second = text(query, 'list-type') === '2';
  const token = text(query, 'continuation-token');
  const startAfter = second ? text(query, 'start-after') : text(query, 'marker');
  const after = second && token !== undefined ? Buffer.from(token, 'base64url').toString() : startAfter;

  const contents: string[] = [];
  const prefixes = new Set<string>();
  let from = after === undefined || after === '' ? '' : continued(after, wanted);
  let last = '';
  let truncated = false;
  scan: for (;;) {
    for (const key of journal.keysFrom(wanted.prefix, from)) {
      const newest = journal.newest(key);
      if (!newest || newest.deleteMarker) continue;
      if (contents.length + prefixes.size >= wanted.maxKeys) {
        truncated = wanted.maxKeys > 0;
        break scan;
      }
      const prefix = folded(key, wanted);
      if (prefix === undefined) {
        contents.push(`<Contents><Key>${wanted.name(key)}</Key>${listed(newest)}</Contents>`);
        last = key;
      } else {
        prefixes.add(prefix);
        last = prefix;
        // The keys below it are passed over at once.
        from = afterAllOf(prefix);
        continue scan;
      }
    }
    break;
  }
  const position = second
    ? `<KeyCount>${contents.length + prefixes.size}</KeyCount>` +
      (token === undefined ? '' : `<ContinuationToken>${escape(token)}</ContinuationToken>`) +
      (startAfter === undefined ? '' : `<StartAfter>${wanted.name(startAfter)}</StartAfter>`) +
      (truncated ? `<NextContinuationToken>${tokenOf(last)}</NextContinuationToken>` : '')
    : `<Marker>${wanted.name(startAfter ?? '')}</Marker>` +
      (truncated && wanted.delimiter !== '' ? `<NextMarker>${wanted.name(last)}</NextMarker>` : '');
  return document(
    'ListBucketResult',
    `${head(wanted)}${position}<IsTruncated>${truncated}</IsTruncated>${contents.join('')}${commonPrefixes(wanted, prefixes)}`,
  );
}

/** Where a list goes on after a name: a folded one is passed over with all that it stands for. */
const continued = (after: string, wanted: Wanted): string =>
  wanted.delimiter !== '' && after.endsWith(wanted.delimiter) && folded(after, wanted) === after
    ? afterAllOf(after)
    : justAfter(after);

/** Key by key, each key's newest version first. */
export function listVersions(journal: VersionJournal, bucket: string, query: ListQuery): string {
  const wanted = wantedOf(bucket, query);
  const keyMarker = text(query, 'key-marker') ?? '';
  const versionIdMarker = text(query, 'version-id-marker') ?? '';
  if (versionIdMarker !== '' && keyMarker === '')
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');

  const entries: string[] = [];
  const prefixes = new Set<string>();
  let last: { key: string; id: string } | undefined;
  let truncated = false;
  let from = keyMarker === '' ? '' : versionIdMarker === '' ? continued(keyMarker, wanted) : keyMarker;
  scan: for (;;) {
    for (const key of journal.keysFrom(wanted.prefix, from)) {
      const prefix = folded(key, wanted);
      if (prefix !== undefined) {
        if (entries.length + prefixes.size >= wanted.maxKeys) {
          truncated = wanted.maxKeys > 0;
          break scan;
        }
        prefixes.add(prefix);
        last = { key: prefix, id: '' };
        from = afterAllOf(prefix);
        continue scan;
      }
      for (const [index, version] of journal.versionsOf(key).entries()) {
        // Newest first: what is not older than the marker has been listed.
        if (key === keyMarker && versionIdMarker !== '' && version.id >= versionIdMarker) continue;
        if (entries.length + prefixes.size >= wanted.maxKeys) {
          truncated = wanted.maxKeys > 0;
          break scan;
        }
        const tag = version.deleteMarker ? 'DeleteMarker' : 'Version';
        entries.push(
          `<${tag}><Key>${wanted.name(key)}</Key><VersionId>${version.id}</VersionId>` +
            `<IsLatest>${index === 0}</IsLatest>${listed(version)}</${tag}>`,
        );
        last = { key, id: version.id };
      }
    }
    break;
  }
  const next =
    truncated && last
      ? `<NextKeyMarker>${wanted.name(last.key)}</NextKeyMarker>` +
        (last.id === '' ? '' : `<NextVersionIdMarker>${last.id}</NextVersionIdMarker>`)
      : '';
  return document(
    'ListVersionsResult',
    `${head(wanted)}<KeyMarker>${wanted.name(keyMarker)}</KeyMarker>` +
      `<VersionIdMarker>${escape(versionIdMarker)}</VersionIdMarker>${next}` +
      `<IsTruncated>${truncated}</IsTruncated>${entries.join('')}${commonPrefixes(wanted, prefixes)}`,
  );
}
