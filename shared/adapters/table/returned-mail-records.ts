/** Addresses that mails came back from. */
import { makeReturnedMailKey } from '../../contracts/table/keys.ts';
import { returnedMailCodec } from '../../contracts/table/returned-mail-codec.ts';
import { foldMail } from '../../domain/basics/mail-address.ts';
import type { ReturnedMail } from '../../domain/roster/returned-mail.ts';
import type { TableAccess } from './table-access.ts';

export function returnedMailRecords({ lookUp, putAlways }: TableAccess) {
  return {
    /** Those of the addresses that something came back from, folded. */
    async returnedMails(addresses: readonly string[]): Promise<ReadonlyMap<string, ReturnedMail>> {
      if (addresses.length === 0) return new Map();
      const folded = [...new Set(addresses.map(foldMail))];
      const read = await lookUp(folded.map(makeReturnedMailKey));
      return new Map(
        folded.flatMap((to): [string, ReturnedMail][] => {
          const returned = read(makeReturnedMailKey(to), returnedMailCodec);
          return returned ? [[to, returned]] : [];
        }),
      );
    },

    putReturnedMail: (returned: ReturnedMail): Promise<void> =>
      putAlways(returnedMailCodec.encode({ ...returned, to: foldMail(returned.to) })),
  };
}
