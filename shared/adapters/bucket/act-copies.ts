/** Copies of the office's acts in the bucket: each written once, never replaced, never removed. */
import {
  PutObjectCommand,
  S3ServiceException,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  ACTS_PREFIX,
  ActTakenError,
  decodeActCopy,
  encodeActCopy,
  makeActCopyKey,
  parseActCopyKey,
} from '../../contracts/bucket/act-copy.ts';
import { LETTERS_PREFIX, parseLetterKey, type NamedAct } from '../../contracts/bucket/letter-keys.ts';
import { DOCUMENT_TYPE } from '../../contracts/bucket/object-keys.ts';
import { makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import type { Act } from '../../domain/standing/acts/act.ts';
import { isSameRecord, storeAct, type StoredAct } from '../../domain/standing/acts/stored-act.ts';
import { UnavailableError } from '../../errors.ts';
import { parseJson } from './parse-receipt.ts';

/** Two who write the same key at once are told of a conflict, and one of them of nothing written. */
const MAX_CONFLICTS = 4;

export function actCopies({
  client,
  bucketName: Bucket,
  read,
}: {
  readonly client: S3Client;
  readonly bucketName: string;
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
}) {
  async function keepStoredAct(act: StoredAct): Promise<void> {
    const Key = makeActCopyKey(act);
    const Body = encodeActCopy(act);
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      try {
        await client.send(
          new PutObjectCommand({ Bucket, Key, Body, ContentType: DOCUMENT_TYPE, IfNoneMatch: '*' }),
        );
        return;
      } catch (error) {
        if (!(error instanceof S3ServiceException)) throw error;
        if (error.name === 'ConditionalRequestConflict') continue;
        if (error.name !== 'PreconditionFailed') throw error;
        const kept = await keptAct(act);
        if (kept && !isSameRecord(kept, act)) throw new ActTakenError(kept);
        if (kept) return;
      }
    }
    throw new UnavailableError(`${Key} lost ${MAX_CONFLICTS} races against others who wrote it`);
  }

  async function keptAct(named: NamedAct): Promise<StoredAct | undefined> {
    const bytes = await read(makeActCopyKey(named));
    return bytes && decodeActCopy(named, parseJson(bytes));
  }

  return {
    /** Makes an act last, once: the same again changes nothing, another under its id is an `ActTakenError`. */
    keepAct: (act: Act): Promise<void> => keepStoredAct(storeAct(act)),
    keepStoredAct,
    /** Throws where the object is no copy of the act. */
    keptAct,

    /** All acts that have a copy, or those of one district; `keptAt`: since when. */
    async *keptActs(district?: string): AsyncGenerator<NamedAct & { readonly keptAt: Instant }> {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix: below(ACTS_PREFIX, district) },
      ))
        for (const { Key = '', LastModified } of Contents) {
          const named = parseActCopyKey(Key);
          if (named) yield { ...named, keptAt: makeInstant(LastModified?.getTime() ?? 0) };
        }
    },

    /** Acts whose letters were ordered, as far as orders are still there. */
    async *orderedLetters(district?: string): AsyncGenerator<NamedAct> {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client },
        { Bucket, Prefix: below(LETTERS_PREFIX, district) },
      ))
        for (const { Key = '' } of Contents) {
          const named = parseLetterKey(Key);
          if (named) yield named;
        }
    },
  };
}

const below = (prefix: string, district: string | undefined): string =>
  district === undefined ? prefix : `${prefix}${district}/`;
