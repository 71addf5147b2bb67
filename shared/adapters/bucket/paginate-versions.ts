import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** The SDK has no paginator for this operation. */
export async function* paginateVersions(client: S3Client, Bucket: string, Prefix: string) {
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  for (;;) {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, KeyMarker, VersionIdMarker, EncodingType: 'url' }),
    );
    // XML can't carry every key: S3 encodes them where it is asked to.
    const decode = (key: string): string =>
      page.EncodingType === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
    yield (page.Versions ?? []).map((version) =>
      version.Key === undefined ? version : { ...version, Key: decode(version.Key) },
    );
    if (page.IsTruncated !== true) return;
    KeyMarker = page.NextKeyMarker === undefined ? undefined : decode(page.NextKeyMarker);
    VersionIdMarker = page.NextVersionIdMarker;
  }
}
