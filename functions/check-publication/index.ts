import packageFile from '../../package.json' with { type: 'json' };
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openReportTable } from '../../shared/adapters/open.ts';
import { createPageFetcher } from '../../shared/adapters/portal/fetch-page.ts';
import { startFunction } from '../../shared/runtime/start-function.ts';
import { checkPublicationEnv } from './env.ts';
import { createHandler } from './handler.ts';

const { env, ...own } = startFunction('check-publication', checkPublicationEnv);
const { PUBLICATION_HOSTS: hosts, SITE_URL: site } = env;
const userAgent = `Gouji/${packageFile.version} check-publication${site === undefined ? '' : ` (+${site})`}`;

export const handler = createHandler({
  ...own,
  isOn: env.CHECK_PUBLICATIONS === 'on',
  table: openReportTable(env),
  sha256: hashBytes,
  fetchPage: createPageFetcher({ hosts, userAgent }),
});
