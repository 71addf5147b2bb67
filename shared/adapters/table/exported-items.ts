/** Which items of the table another system is made of. */
import { isHeadPartition } from '../../contracts/table/keys.ts';

/** What heads tell of may come behind them, or go, while an export is made; whoever starts what was imported has them made anew. */
export const isExported = (pk: string | undefined): boolean => pk === undefined || !isHeadPartition(pk);
