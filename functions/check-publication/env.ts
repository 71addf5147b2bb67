import * as z from 'zod/mini';
import { PUBLICATION_HOSTS } from '../../shared/domain/rules/plausible/publication-hosts.ts';
import { tableEnv } from '../../shared/contracts/store-env.ts';

const HOST = /^(\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?$/;

export const checkPublicationEnv = z.object({
  ...tableEnv,
  /** Whether addresses are looked at; nothing is fetched without it. */
  CHECK_PUBLICATIONS: z.optional(z.enum(['on', 'off'])),
  /** Hosts that may be asked, with commas between them; those of the list where it is left out: see `publication-hosts.ts`. */
  PUBLICATION_HOSTS: z._default(
    z.pipe(
      z.string().check(z.refine((text) => text.split(',').every((host) => HOST.test(host)))),
      z.transform((text) => text.split(',')),
    ),
    PUBLICATION_HOSTS.map(({ host }) => host),
  ),
  /** Where whoever looks after a portal finds out who asks. */
  SITE_URL: z.optional(z.url()),
});
export type CheckPublicationEnv = z.input<typeof checkPublicationEnv>;
