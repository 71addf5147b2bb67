/** A form that changes something: its address keeps language and theme, its fields what it is about. */
import type { Child } from 'hono/jsx';
import { hrefNow, type PageContext } from '../site/page-context.ts';

export const AccountForm = ({
  page,
  action,
  fields = {},
  children,
}: {
  readonly page: PageContext;
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly children: Child;
}) => (
  <form class="account-form" method="post" action={hrefNow(page, action)}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
);
