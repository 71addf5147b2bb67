/** Lists of phrases that rules read: what holds at an instant, and another edition from an instant on. */
import { commonPhrasesPartition } from '../../contracts/table/keys.ts';
import { commonPhrasesCodec } from '../../contracts/table/phrase-codecs.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { CommonPhrases, CommonPhrasesKey } from '../../domain/narrative/phrase-list.ts';
import type { TableAccess, Written } from './table-access.ts';

export function phraseRecords({ queryLast, putOnce }: TableAccess) {
  return {
    /** The edition that holds at an instant, or the newest. */
    async commonPhrases(of: CommonPhrasesKey, at?: Instant): Promise<CommonPhrases | undefined> {
      const raw = await queryLast(commonPhrasesPartition(of), at);
      return raw && commonPhrasesCodec.decode(raw);
    },

    putCommonPhrases: (list: CommonPhrases): Promise<Written> => putOnce(commonPhrasesCodec.encode(list)),
  };
}
