import * as z from 'zod/mini';
import { tableEnv } from '../../shared/contracts/store-env.ts';

const HOST = /^(\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/;

export const checkPublicationEnv = z.object({
  ...tableEnv,
  /** Whether addresses are looked at; nothing is fetched without it. */
  CHECK_PUBLICATIONS: z.optional(z.enum(['on', 'off'])),
  /** Hosts that may be asked, with commas between them: `.gov.cn` is every host below it. */
  PUBLICATION_HOSTS: z._default(
    z.pipe(
      z.string().check(z.refine((text) => text.split(',').every((host) => HOST.test(host)))),
      z.transform((text) => text.split(',')),
    ),
    ['.gov.cn'],
  ),
  /** Where whoever looks after a portal finds out who asks. */
  SITE_URL: z.optional(z.url()),
});
export type CheckPublicationEnv = z.input<typeof checkPublicationEnv>;
