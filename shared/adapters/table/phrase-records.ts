/** Lists of phrases that rules read: what holds at an instant, and another edition from an instant on. */
import {
  commonPhrasesPartition,
  WRONG_PHRASES_PARTITION,
  WRONG_PHRASES_RANGE,
} from '../../contracts/table/keys.ts';
import { commonPhrasesCodec, wrongPhrasesCodec } from '../../contracts/table/phrase-codecs.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { CommonPhrases, CommonPhrasesKey, WrongPhrases } from '../../domain/narrative/phrase-list.ts';
import type { TableAccess, Written } from './table-access.ts';

export function phraseRecords({ query, queryLast, putOnce }: TableAccess) {
  return {
    /** The edition that holds at an instant, or the newest. */
    async commonPhrases(of: CommonPhrasesKey, at?: Instant): Promise<CommonPhrases | undefined> {
      const raw = await queryLast(commonPhrasesPartition(of), at);
      return raw && commonPhrasesCodec.decode(raw);
    },

    putCommonPhrases: (list: CommonPhrases): Promise<Written> => putOnce(commonPhrasesCodec.encode(list)),

    /** The edition of the operator's list that holds at an instant, or the newest. */
    async wrongPhrases(at?: Instant): Promise<WrongPhrases | undefined> {
      const raw = await queryLast(WRONG_PHRASES_PARTITION, at);
      return raw && wrongPhrasesCodec.decode(raw);
    },

    /** Every edition, the oldest first. */
    wrongPhraseEditions: async (): Promise<WrongPhrases[]> =>
      (await query(WRONG_PHRASES_RANGE, true)).map(wrongPhrasesCodec.decode),

    putWrongPhrases: (list: WrongPhrases): Promise<Written> => putOnce(wrongPhrasesCodec.encode(list)),
  };
}
