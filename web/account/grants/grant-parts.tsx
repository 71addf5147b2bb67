/** What the pages for grants have in common: fields with what is wrong with them, refusals, and what is to be confirmed. */
import type { Child } from 'hono/jsx';
import { GRANTS_PATH } from '../../site/account-address.ts';
import { Layout } from '../../site/layout.tsx';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { GRANTS_TEXTS } from '../../texts/grants.ts';
import type { GrantsTexts } from '../../texts/grants-zh-cn.ts';
import type { Complaints, GrantField } from './grant-draft.ts';

export const tellGrantTexts = ({ lang }: Pick<PageContext, 'lang'>): GrantsTexts => GRANTS_TEXTS[lang];

interface FieldProps {
  readonly page: PageContext;
  readonly name: GrantField;
  readonly label: string;
  readonly hint?: string;
  readonly complaints: Complaints;
  readonly children: (described: {
    readonly id: string;
    readonly 'aria-describedby': string | undefined;
    readonly 'aria-invalid': 'true' | undefined;
  }) => Child;
}

export const LabelledField = ({ page, name, label, hint, complaints, children }: FieldProps) => {
  const complaint = complaints.get(name);
  const id = `grant-${name}`;
  const described = [
    ...(complaint === undefined ? [] : [`${id}-invalid`]),
    ...(hint === undefined ? [] : [`${id}-hint`]),
  ];
  return (
    <div class="grant-field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': complaint === undefined ? undefined : 'true',
      })}
      {complaint !== undefined && (
        <p class="invalid" id={`${id}-invalid`}>
          {tellGrantTexts(page).complaints[complaint]}
        </p>
      )}
      {hint !== undefined && (
        <p class="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
};

/** What is about to be done, line by line. */
export const ToConfirm = ({ lines }: { readonly lines: readonly (readonly [string, string])[] }) => (
  <dl class="to-confirm">
    {lines.map(([term, told]) => (
      <div>
        <dt>{term}</dt>
        <dd>{told}</dd>
      </div>
    ))}
  </dl>
);

export const GrantPage = ({
  page,
  heading,
  children,
}: {
  readonly page: PageContext;
  readonly heading: string;
  readonly children: Child;
}) => (
  <Layout page={page} title={heading} crumbs={[]}>
    <h1>{heading}</h1>
    {children}
    <p class="account-after">
      <a href={hrefNow(page, GRANTS_PATH)}>{tellGrantTexts(page).backToList}</a>
    </p>
  </Layout>
);
