/**
 * Heads tell who receives an upload what there is elsewhere, so that nobody asks for what is not there. A head that is lost,
 * or is not of this form, tells nothing: then everybody asks, until a night makes it anew.
 */
import * as z from 'zod/mini';
import type { PhraseEditions } from '../../domain/narrative/phrase-list.ts';
import type { RedactionMarks } from '../../domain/standing/redaction-marks.ts';
import { instantSchema } from '../bucket/receipt.ts';
import { ITEM_VERSION, type Item, type RawItem } from './codec.ts';
import type { ItemKey } from './keys.ts';

/** What a head tells, and which one told it: it is replaced only as it was read. */
export interface Head<Told> {
  readonly revision: unknown;
  readonly told: Told | undefined;
}

const version = z.literal(ITEM_VERSION);
const editionsSchema = z.object({ v: version, since: z.array(instantSchema), isWhole: z.boolean() });
const marksSchema = z.object({
  v: version,
  table: z.string(),
  marks: z.union([z.literal('many'), z.array(z.string())]),
});

export function readPhrasesHead(raw: RawItem | undefined): Head<PhraseEditions> {
  const { data } = editionsSchema.safeParse(raw);
  return { revision: raw?.['revision'], told: data && { since: data.since, isWhole: data.isWhole } };
}

export const writePhrasesHead = (key: ItemKey, head: Head<unknown>, told: PhraseEditions): Item => ({
  ...writeHead(key, head),
  ...told,
});

/** `table`: its name. What a table told that this one was restored from is not true of it: records were put since. */
export function readRedactionsHead(raw: RawItem | undefined, table: string): Head<RedactionMarks> {
  const { data } = marksSchema.safeParse(raw);
  return { revision: raw?.['revision'], told: data?.table === table ? data.marks : undefined };
}

export const writeRedactionsHead = (
  key: ItemKey,
  head: Head<unknown>,
  { table, marks }: { readonly table: string; readonly marks: RedactionMarks },
): Item => ({ ...writeHead(key, head), table, marks });

const writeHead = ({ pk, sk }: ItemKey, { revision }: Head<unknown>) => ({
  pk,
  sk,
  v: ITEM_VERSION,
  revision: typeof revision === 'number' ? revision + 1 : 1,
});
