import { href, type PageContext } from './page-context.ts';
import { Layout } from './layout.tsx';

interface Props {
  readonly page: PageContext;
  readonly heading: string;
  readonly text: string;
  readonly requestId?: string;
}

export const ErrorPage = ({ page, heading, text, requestId }: Props) => (
  <Layout page={page} title={heading} crumbs={[]}>
    <section class="empty">
      <h1>{heading}</h1>
      <p>{text}</p>
      {requestId !== undefined && (
        <p>
          {page.t.errors.requestId} <code>{requestId}</code>
        </p>
      )}
      <p>
        <a href={href(page, '/')}>{page.t.errors.home}</a>
      </p>
    </section>
  </Layout>
);
