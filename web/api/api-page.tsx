import { raw } from 'hono/html';
import { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  /** HTML, as `web/api/api-body.tsx` drew it when the site was built. */
  readonly body: string;
}

/** What other programs can ask, and how. */
export const ApiPage = ({ page, body }: Props) => (
  <Layout page={page} title={page.t.apiLink} crumbs={[]}>
    {raw(body)}
  </Layout>
);
