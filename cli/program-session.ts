/** Filing by a credential: temporary credentials for each agency, asked for when they are needed and again when they end. */
import { openBucket } from '../shared/adapters/open.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import {
  uploadCredentialsSchema,
  type UploadCredentialsAnswer,
} from '../shared/contracts/api/program-answers.ts';
import { countEpochMs } from '../shared/domain/basics/calendar.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { postToSite } from './ask-site.ts';
import { RefusedError } from './exit-codes.ts';
import type { KeptLogin } from './kept-login.ts';
import { answerLimitMs } from './time-limit.ts';

/** A receipt may be waited for so long. */
const ENOUGH_MS = 180_000;

export const lendCredentials = (
  { site, token }: KeptLogin,
  agency: string,
): Promise<UploadCredentialsAnswer> =>
  postToSite(new URL(`/api/v1/agencies/${encodeURIComponent(agency)}/upload-credentials`, site), {
    body: {},
    token,
    answer: uploadCredentialsSchema,
  });

interface Lent {
  readonly bucket: ReportBucket;
  readonly district: string;
  readonly endsAtMs: number;
}

/** Answers the bucket as an agency's program may use it. */
export function openProgramSession(login: KeptLogin): (place: Place) => Promise<ReportBucket> {
  const held = new Map<string, Promise<Lent>>();

  async function lend(agency: string): Promise<Lent> {
    const { bucket, region, endpoint, district, expiration, ...keys } = await lendCredentials(login, agency);
    const { accessKeyId, secretAccessKey, sessionToken } = keys;
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const limit = { answerLimitMs: answerLimitMs() };
    const opened = openBucket(
      { BUCKET_NAME: bucket, S3_ENDPOINT: endpoint },
      { region, credentials, ...limit },
    );
    return {
      bucket: createReportBucket({ ...opened, mayList: false }),
      district,
      endsAtMs: Date.parse(expiration),
    };
  }

  return async ({ agencyId, district }) => {
    const before = await held.get(agencyId)?.catch(() => undefined);
    const isGood = before !== undefined && before.endsAtMs - countEpochMs(systemClock()) > ENOUGH_MS;
    if (!isGood) held.set(agencyId, lend(agencyId));
    const lent = isGood ? before : await held.get(agencyId);
    if (!lent) throw new TypeError('nothing was lent');
    if (lent.district !== district)
      throw new RefusedError(
        `名录里 ${agencyId} 属于 ${lent.district},报告写的是 ${district}:请改正报告里的 district / the roster has ${agencyId} in ${lent.district}, the report says ${district}: correct its district`,
      );
    return lent.bucket;
  };
}
