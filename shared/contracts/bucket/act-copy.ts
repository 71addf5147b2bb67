/**
 * The copy of an act in the bucket: `acts/<district>/<agency>/<year>/<id>.json`, written before the table has it and never
 * again. With it an act is done; what was broken off is finished by it, and a lost table gets its acts from here.
 */
import * as z from 'zod/mini';
import { AGENCY_ID } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import { CorruptItemError, PermanentError } from '../../errors.ts';
import type { StoredAct } from '../../domain/standing/acts/stored-act.ts';
import { readStoredAct } from '../table/act-codec.ts';
import type { NamedAct } from './letter-keys.ts';

export const ACTS_PREFIX = 'acts/';

export const makeActCopyKey = ({ on: { district, agencyId, year }, id }: NamedAct): string =>
  `${ACTS_PREFIX}${district}/${agencyId}/${year}/${encodeURIComponent(id)}.json`;

const ACT_COPY_KEY = /^acts\/([0-9]{6})\/([^/]+)\/([0-9]{4})\/([^/]+)\.json$/;

/** The act that a key names, or `undefined` where the key does not fit the pattern. */
export function parseActCopyKey(key: string): NamedAct | undefined {
  const [, district = '', agencyId = '', year, id] = ACT_COPY_KEY.exec(key) ?? [];
  if (id === undefined || !isRegionCode(district) || !AGENCY_ID.test(agencyId)) return undefined;
  return { on: { district, agencyId, year: Number(year) }, id: decodeURIComponent(id) };
}

const copySchema = z.looseObject({
  v: z.literal(1),
  on: z.object({ district: z.string(), agencyId: z.string(), year: z.number() }),
  id: z.string(),
});

export const encodeActCopy = ({ on: { district, agencyId, year }, stored }: StoredAct): string =>
  JSON.stringify({ ...stored, v: 1, on: { district, agencyId, year } });

/** Throws CorruptItemError, which names the key, where the object is no copy of this act. */
export function decodeActCopy(named: NamedAct, content: unknown): StoredAct {
  const parsed = copySchema.safeParse(content);
  const key = makeActCopyKey(named);
  if (!parsed.success) throw new CorruptItemError(`${key} does not fit its schema`);
  const { v: _v, on, ...stored } = parsed.data;
  if (makeActCopyKey({ on, id: stored.id }) !== key)
    throw new CorruptItemError(`${key} is the copy of another act`);
  try {
    return readStoredAct(on, stored.id, stored);
  } catch (error) {
    if (!(error instanceof CorruptItemError)) throw error;
    throw new CorruptItemError(`${key}: ${error.message}`, { cause: error });
  }
}

/** Another act has this id: the first one stays. */
export class ActTakenError extends PermanentError {
  override readonly name = 'ActTakenError';
  readonly kept: StoredAct;

  constructor(kept: StoredAct) {
    super(`${makeActCopyKey(kept)} has another act already`);
    this.kept = kept;
  }
}
