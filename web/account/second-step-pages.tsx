/** The pages of the second step: enrolling a telephone, typing a code, and the codes for paper. */
import type { Child } from 'hono/jsx';
import { hasOffice } from '../../shared/domain/authority/principal.ts';
import { printChinaMinute, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { Enrolment, Failed } from '../../shared/pipeline/second-step.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import { Layout } from '../site/layout.tsx';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { IDENTITY_TEXTS } from '../texts/identity.ts';
import type { IdentityTexts } from '../texts/identity-zh-cn.ts';
import { AccountForm } from './account-form.tsx';
import { QrCode } from '../site/qr-code.tsx';
import { SECOND_STEP_PATH } from './second-step-way.ts';

const tell = ({ lang }: PageContext): IdentityTexts['secondStep'] => IDENTITY_TEXTS[lang].secondStep;

interface FormProps {
  readonly page: PageContext;
  readonly returnTo: string;
  /** What became of the code that was typed before. */
  readonly failed?: Failed | undefined;
}

export const EnrolPage = ({ enrolment, ...form }: FormProps & { readonly enrolment: Enrolment }) => {
  const t = tell(form.page);
  return (
    <StepPage page={form.page} heading={t.enrolHeading}>
      <p class="summary">{t.why}</p>
      <ol class="account-steps">
        {t.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <QrCode text={enrolment.uri} label={t.qr} />
      <p>
        {t.secret} <code class="secret">{(enrolment.secret.match(/.{4}/g) ?? []).join(' ')}</code>
      </p>
      <CodeForm {...form} id="code" action={`${SECOND_STEP_PATH}/enrol`} label={t.code} button={t.enrol} />
    </StepPage>
  );
};

export const AskPage = (form: FormProps) => {
  const t = tell(form.page);
  return (
    <StepPage page={form.page} heading={t.heading}>
      <p class="summary">{t.ask}</p>
      <CodeForm {...form} id="code" action={SECOND_STEP_PATH} label={t.codeOrPaper} button={t.confirm} />
    </StepPage>
  );
};

/** What is said of it on the page of sessions: nothing to a clerk, who needs none. */
export const SecondStepState = ({
  page,
  signedIn,
  stepPath,
}: {
  readonly page: PageContext;
  readonly signedIn: SignedIn;
  readonly stepPath: string | undefined;
}) => {
  const t = tell(page);
  const { awaitsSecondStep, granted, session } = signedIn;
  if (awaitsSecondStep)
    return (
      <p class="banner">
        {t.waiting} {stepPath !== undefined && <a href={hrefNow(page, stepPath)}>{t.go}</a>}
      </p>
    );
  if (!hasOffice(granted) || session.by === 'demonstration' || stepPath !== SECOND_STEP_PATH) return <></>;
  return (
    <p>
      <a href={hrefNow(page, SECOND_STEP_PATH)}>{t.manage}</a>
    </p>
  );
};

/** What a person may do once the step is done: other codes, another telephone, each for a code. */
export const ManagePage = ({
  left,
  failedAt,
  ...form
}: FormProps & { readonly left: number; readonly failedAt?: 'codes' | 'forget' | undefined }) => {
  const t = tell(form.page);
  const { failed, ...plain } = form;
  return (
    <StepPage page={form.page} heading={t.doneHeading}>
      <p class="summary">{t.left(left)}</p>
      {left <= FEW && <p class="banner">{t.few}</p>}
      <section aria-labelledby="renew">
        <h2 id="renew">{t.renewHeading}</h2>
        <p class="note">{t.renewText}</p>
        <CodeForm
          {...plain}
          failed={failedAt === 'codes' ? failed : undefined}
          id="code-renew"
          action={`${SECOND_STEP_PATH}/codes`}
          label={t.codeOrPaper}
          button={t.renew}
        />
      </section>
      <section aria-labelledby="forget">
        <h2 id="forget">{t.forgetHeading}</h2>
        <p class="note">{t.forgetText}</p>
        <CodeForm
          {...plain}
          failed={failedAt === 'forget' ? failed : undefined}
          id="code-forget"
          action={`${SECOND_STEP_PATH}/forget`}
          label={t.codeOrPaper}
          button={t.forget}
        />
      </section>
    </StepPage>
  );
};
/** So many recovery codes are few. */
const FEW = 3;

export const CodesPage = ({
  page,
  codes,
  mail,
  at,
  returnTo,
}: {
  readonly page: PageContext;
  readonly codes: readonly string[];
  readonly mail: string;
  readonly at: Instant;
  readonly returnTo: string;
}) => {
  const t = tell(page);
  return (
    <StepPage page={page} heading={t.codesHeading}>
      <p class="summary">{t.codesText}</p>
      <p class="codes-for">{t.codesFor(mail, printChinaMinute(at))}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a class="button button-main" href={hrefNow(page, returnTo)}>
          {t.done}
        </a>
      </p>
    </StepPage>
  );
};

const StepPage = ({
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
  </Layout>
);

interface CodeFormProps extends FormProps {
  readonly id: string;
  readonly action: string;
  readonly label: string;
  readonly button: string;
}
const CodeForm = ({ page, returnTo, failed, id, action, label, button }: CodeFormProps) => (
  <AccountForm page={page} action={action} fields={{ returnTo }}>
    <label for={id}>{label}</label>
    <input
      id={id}
      name="code"
      type="text"
      autocomplete="one-time-code"
      autocapitalize="none"
      spellcheck={false}
      required
      maxlength={MAX_TYPED}
      aria-describedby={failed && `${id}-failed`}
      aria-invalid={failed && 'true'}
    />
    {failed && (
      <p class="invalid" id={`${id}-failed`} role="alert">
        {tellFailure(page, failed)}
      </p>
    )}
    <button class="button button-main" type="submit">
      {button}
    </button>
  </AccountForm>
);
/** A code from paper, with blanks around it. */
const MAX_TYPED = 60;

function tellFailure(page: PageContext, failed: Failed): string {
  const t = tell(page);
  return failed.kind === 'locked' ? t.locked(printChinaMinute(failed.until)) : t.wrong;
}
