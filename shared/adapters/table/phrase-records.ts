/**
 * Lists of phrases that rules read: what holds at an instant, and another edition from an instant on. A head names a list's
 * editions; it is written with each of them.
 */
import type { Codec } from '../../contracts/table/codec.ts';
import { readPhrasesHead, writePhrasesHead, type Head } from '../../contracts/table/head-codecs.ts';
import {
  commonPhrasesPartition,
  makePhrasesHeadKey,
  phraseEditionsRange,
  WRONG_PHRASES_PARTITION,
} from '../../contracts/table/keys.ts';
import { commonPhrasesCodec, wrongPhrasesCodec } from '../../contracts/table/phrase-codecs.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import {
  addEdition,
  findEdition,
  listEditions,
  type CommonPhrases,
  type CommonPhrasesKey,
  type PhraseEditions,
  type WrongPhrases,
} from '../../domain/narrative/phrase-list.ts';
import { unlessOtherThan, type TableAccess, type Written } from './table-access.ts';

/** Editions that a process keeps: a province's list takes some tens of kilobytes. */
const MAX_KEPT = 50;
const ATTEMPTS = 4;

export function phraseRecords(access: TableAccess) {
  const common = createLists<CommonPhrases>(access, commonPhrasesCodec);
  const wrong = createLists<WrongPhrases>(access, wrongPhrasesCodec);
  return {
    /** The edition that holds at an instant, or the newest. `editions`: as the list's head tells them, where it was read. */
    commonPhrases: (
      of: CommonPhrasesKey,
      at?: Instant,
      editions?: PhraseEditions,
    ): Promise<CommonPhrases | undefined> => common.find(commonPhrasesPartition(of), at, editions),

    putCommonPhrases: (list: CommonPhrases): Promise<Written> => common.put(list),
    /** Has the list's head tell what is there. */
    renewCommonPhrasesHead: (of: CommonPhrasesKey): Promise<'as it was' | Written> =>
      common.renewHead(commonPhrasesPartition(of)),

    /** The edition of the operator's list that holds at an instant, or the newest. */
    wrongPhrases: (at?: Instant, editions?: PhraseEditions): Promise<WrongPhrases | undefined> =>
      wrong.find(WRONG_PHRASES_PARTITION, at, editions),

    /** Every edition, the oldest first. */
    wrongPhraseEditions: (): Promise<WrongPhrases[]> => wrong.list(WRONG_PHRASES_PARTITION),

    putWrongPhrases: (list: WrongPhrases): Promise<Written> => wrong.put(list),
    renewWrongPhrasesHead: (): Promise<'as it was' | Written> => wrong.renewHead(WRONG_PHRASES_PARTITION),
  };
}

function createLists<List extends { readonly since: Instant }>(
  { tableName, batchGetRaw, lookUp, query, queryLast, putInstead, transact }: TableAccess,
  codec: Codec<List>,
) {
  /** An edition never changes. */
  const kept = new Map<string, List>();

  async function readEdition(pk: string, sk: Instant): Promise<List | undefined> {
    const name = `${pk} ${sk}`;
    const known = kept.get(name);
    if (known) return known;
    const read = (await lookUp([{ pk, sk }]))({ pk, sk }, codec);
    if (!read) return undefined;
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, read);
    return read;
  }

  async function list(pk: string): Promise<List[]> {
    return (await query(phraseEditionsRange(pk), true)).map(codec.decode);
  }

  async function readHead(pk: string): Promise<Head<PhraseEditions>> {
    const [raw] = (await batchGetRaw([makePhrasesHeadKey(pk)])).values();
    return readPhrasesHead(raw);
  }

  const listAll = async (pk: string): Promise<PhraseEditions> =>
    listEditions((await list(pk)).map(({ since }) => since));

  return {
    list,

    async find(pk: string, at?: Instant, editions?: PhraseEditions): Promise<List | undefined> {
      const since = editions && at !== undefined ? findEdition(editions, at) : 'unknown';
      if (since === 'none') return undefined;
      const named = since === 'unknown' ? undefined : await readEdition(pk, since);
      if (named) return named;
      const raw = await queryLast(pk, at);
      return raw && codec.decode(raw);
    },

    /** In one transaction with the head, so that no edition holds that nobody is told of. */
    async put(edition: List): Promise<Written> {
      const Item = codec.encode(edition);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const head = await readHead(Item.pk);
        const told = addEdition(head.told ?? (await listAll(Item.pk)), edition.since);
        const [failed] = await transact([
          { Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
          {
            Put: {
              TableName: tableName,
              Item: writePhrasesHead(makePhrasesHeadKey(Item.pk), head, told),
              ...unlessOtherThan(head.revision),
            },
          },
        ]);
        if (!failed) return 'written';
        if (failed.write === 0 && failed.why === 'condition') return 'outdated';
      }
      return 'outdated';
    },

    async renewHead(pk: string): Promise<'as it was' | Written> {
      const head = await readHead(pk);
      const there = await listAll(pk);
      if (head.told && isSame(head.told, there)) return 'as it was';
      return putInstead(writePhrasesHead(makePhrasesHeadKey(pk), head, there), head.revision);
    },
  };
}

const isSame = (one: PhraseEditions, other: PhraseEditions): boolean =>
  one.isWhole === other.isWhole && one.since.join() === other.since.join();
