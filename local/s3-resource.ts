import { Refusal } from './authority/refusal.ts';

export interface Resource {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** Bucket and key that a path names; `/bucket/` is the bucket. */
export function readResource(path: string): Resource {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new Refusal('InvalidURI', "Couldn't parse the specified URI.");
  }
  const slash = decoded.indexOf('/', 1);
  if (slash < 0) return { bucket: decoded.slice(1) || undefined, key: undefined };
  return { bucket: decoded.slice(1, slash), key: decoded.slice(slash + 1) || undefined };
}
