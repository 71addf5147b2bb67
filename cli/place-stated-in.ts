import * as z from 'zod';
import { AGENCY_ID } from '../shared/contracts/bucket/object-keys.ts';
import { isRegionCode } from '../shared/domain/basics/region.ts';
import { readPlace, type Place } from '../shared/domain/basics/place.ts';

const statedSchema = z.object({
  district: z.string().refine(isRegionCode),
  agency: z.object({ id: z.string().regex(AGENCY_ID) }),
  year: z.int(),
});

/** Where a document says that it belongs, however wrong the rest of it is; `undefined` where it does not say. */
export function placeStatedIn(bytes: Uint8Array): Place | undefined {
  try {
    return readPlace(statedSchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
  } catch {
    return undefined;
  }
}
