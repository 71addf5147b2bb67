/** Temporary credentials for filing with any S3 client: the port, whatever issues them. */
import { AGENCY_ID } from '../../domain/basics/place.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import type { UploadScope } from '../../contracts/bucket/upload-scope.ts';

export interface UploadCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAtEpochMs: number;
}

export interface CredentialsOrder {
  readonly scope: UploadScope;
  /** Who acts (`spellSessionName`): the event of every upload tells it (`readSessionName`). */
  readonly sessionName: string;
  readonly ttlS: number;
}

export type IssueUploadCredentials = (order: CredentialsOrder) => Promise<UploadCredentials>;

/** AWS's own characters. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
/** What AWS allows a role that was assumed with another role's credentials. */
const TTL_S = { least: 900, most: 3600 };

/** Throws where an order would be refused, or would reach further than it says. */
export function checkOrder({ scope, sessionName, ttlS }: CredentialsOrder): void {
  if (!SESSION_NAME.test(sessionName)) throw new RangeError(`"${sessionName}" can't name a session`);
  if (!Number.isInteger(ttlS) || ttlS < TTL_S.least || ttlS > TTL_S.most)
    throw new RangeError(`credentials hold ${TTL_S.least} to ${TTL_S.most} s, not ${ttlS}`);
  const isPlace =
    scope.kind === 'agency'
      ? isRegionCode(scope.district) && AGENCY_ID.test(scope.agencyId)
      : isRegionCode(scope.region);
  if (!isPlace) throw new RangeError(`${JSON.stringify(scope)} is no place`);
}
