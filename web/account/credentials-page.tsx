/** Credentials for programs: the form for another one, and the list of those that a person made or is in charge of. */
import type { Principal } from '../../shared/domain/authority/principal.ts';
import {
  MAX_NAME_LENGTH,
  tellCredentialState,
  type CredentialScope,
  type ProgramCredential,
  type tellCredentialDays,
} from '../../shared/domain/authority/program-credential.ts';
import { printChinaMinute, tellChinaDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { CREDENTIALS_PATH } from '../site/account-address.ts';
import { Layout } from '../site/layout.tsx';
import { API_PAGE_PATH, hrefNow, type PageContext } from '../site/page-context.ts';
import { CREDENTIALS_TEXTS } from '../texts/credentials.ts';
import type { CredentialsTexts } from '../texts/credentials-zh-cn.ts';
import { AccountForm } from './account-form.tsx';
import type { listGrantedScopes, TypedOrder, WrongField } from './credential-order.ts';

interface View {
  readonly principal: Principal;
  /** What the person can make one for. */
  readonly scopes: ReturnType<typeof listGrantedScopes>;
  readonly credentials: readonly ProgramCredential[];
  readonly isCut: boolean;
  /** Names of agencies by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** What was typed before, where something of it is wrong. */
  readonly typed: { readonly order: TypedOrder; readonly wrong: WrongField } | undefined;
  /** Where the second step is done, where it is still to be done. */
  readonly stepPath: string | undefined;
  readonly days: ReturnType<typeof tellCredentialDays>;
  readonly at: Instant;
}
interface Props {
  readonly page: PageContext;
  readonly view: View;
}

const tell = ({ lang }: PageContext): CredentialsTexts => CREDENTIALS_TEXTS[lang];

export const CredentialsPage = ({ page, view }: Props) => {
  const t = tell(page);
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <div class="title">
        <h1>{t.heading}</h1>
        <p>
          {view.principal.name} <span class="quiet">{view.principal.mail}</span>
        </p>
      </div>
      <p class="summary">{t.intro}</p>
      <p>
        <a href={hrefNow(page, `${API_PAGE_PATH}#lendUploadCredentials`)}>{t.more}</a>
      </p>
      {view.stepPath !== undefined && (
        <p class="banner">
          {t.make.awaits} <a href={hrefNow(page, view.stepPath)}>{t.make.go}</a>
        </p>
      )}
      <List page={page} view={view} />
      <section aria-labelledby="make">
        <h2 id="make">{t.make.heading}</h2>
        {view.scopes.length === 0 ? (
          <p class="empty">{t.make.none}</p>
        ) : (
          <OrderForm page={page} view={view} />
        )}
      </section>
    </Layout>
  );
};

const OrderForm = ({ page, view: { scopes, names, typed, days } }: Props) => {
  const t = tell(page).make;
  const order = typed?.order;
  const isNarrowed = scopes.some(({ scope }) => scope.kind === 'region') || typed?.wrong === 'narrower';
  return (
    <AccountForm page={page} action={CREDENTIALS_PATH}>
      <label for="name">{t.name}</label>
      <input
        id="name"
        name="name"
        type="text"
        required
        maxlength={MAX_NAME_LENGTH}
        value={order?.name}
        {...describeField('name', typed?.wrong)}
      />
      <Invalid field="name" wrong={typed?.wrong} text={t.wrong.name} />
      <p class="note" id="name-hint">
        {t.nameHint}
      </p>
      <label for="scope">{t.scope}</label>
      <select id="scope" name="scope" aria-invalid={typed?.wrong === 'scope' ? 'true' : undefined}>
        {scopes.map(({ value, scope }) => (
          <option value={value} selected={value === order?.scope}>
            {scope.kind === 'agency'
              ? t.agency(names.get(scope.agency) ?? scope.agency)
              : t.region(scope.region)}
          </option>
        ))}
      </select>
      <Invalid field="scope" wrong={typed?.wrong} text={t.wrong.scope} />
      {isNarrowed && (
        <>
          <label for="narrower">{t.narrower}</label>
          <input
            id="narrower"
            name="narrower"
            type="text"
            autocapitalize="none"
            spellcheck={false}
            maxlength={63}
            value={order?.narrower}
            {...describeField('narrower', typed?.wrong)}
          />
          <Invalid field="narrower" wrong={typed?.wrong} text={t.wrong.narrower} />
          <p class="note" id="narrower-hint">
            {t.narrowerHint}
          </p>
        </>
      )}
      <label for="until">{t.until}</label>
      <input
        id="until"
        name="until"
        type="date"
        required
        min={days.first}
        max={days.last}
        value={order?.until ?? days.offered}
        {...describeField('until', typed?.wrong)}
      />
      <Invalid field="until" wrong={typed?.wrong} text={t.wrong.until(days.first, days.last)} />
      <p class="note" id="until-hint">
        {t.untilHint(days.last)}
      </p>
      <button class="button button-main" type="submit">
        {t.button}
      </button>
    </AccountForm>
  );
};

const describeField = (field: WrongField, wrong: WrongField | undefined) =>
  wrong === field
    ? { 'aria-describedby': `${field}-invalid ${field}-hint`, 'aria-invalid': 'true' as const }
    : { 'aria-describedby': `${field}-hint` };

const Invalid = ({
  field,
  wrong,
  text,
}: {
  readonly field: WrongField;
  readonly wrong: WrongField | undefined;
  readonly text: string;
}) =>
  wrong === field ? (
    <p class="invalid" id={`${field}-invalid`} role="alert">
      {text}
    </p>
  ) : (
    <></>
  );

const List = ({ page, view }: Props) => {
  const t = tell(page).list;
  const { credentials, isCut, at } = view;
  // Those that still hold first, the newest before the others.
  const sorted = credentials.toSorted(
    (a, b) => Number(hasEnded(a, at)) - Number(hasEnded(b, at)) || (a.madeAt < b.madeAt ? 1 : -1),
  );
  return (
    <section aria-labelledby="credentials">
      <h2 id="credentials">{t.heading}</h2>
      <p class="note">{t.text}</p>
      {isCut && <p class="banner">{t.cut(credentials.length)}</p>}
      {credentials.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.heading)}>
          <table class="children sessions">
            <thead>
              <tr>
                <th scope="col">{t.name}</th>
                <td></td>
                <th scope="col">{t.scope}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.usedAt}</th>
                <th scope="col">{t.until}</th>
                <th scope="col">{t.by}</th>
                <th scope="col">{t.madeAt}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((credential) => (
                <Row page={page} view={view} credential={credential} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const hasEnded = (credential: ProgramCredential, at: Instant): boolean =>
  ['expired', 'revoked'].includes(tellCredentialState(credential, at));

const Row = ({ page, view, credential }: Props & { readonly credential: ProgramCredential }) => {
  const t = tell(page).list;
  const { id, name, scope, madeBy, madeAt, usedAt, until } = credential;
  const state = tellCredentialState(credential, view.at);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {state === 'unclaimed' && madeBy.mail === view.principal.mail && (
          <AccountForm page={page} action={`${CREDENTIALS_PATH}/code`} fields={{ credential: id }}>
            <button class="button" type="submit" aria-label={t.codeNamed(name)}>
              {t.code}
            </button>
          </AccountForm>
        )}
        {!hasEnded(credential, view.at) && (
          <AccountForm page={page} action={`${CREDENTIALS_PATH}/revoke`} fields={{ credential: id }}>
            <button class="button" type="submit" aria-label={t.revokeNamed(name)}>
              {t.revoke}
            </button>
          </AccountForm>
        )}
      </td>
      <td>{nameScope(t, scope, view.names)}</td>
      <td>{t.states[state]}</td>
      <td>{usedAt === undefined ? t.never : printChinaMinute(usedAt)}</td>
      <td>{tellChinaDay(until)}</td>
      <td>{madeBy.name}</td>
      <td>{printChinaMinute(madeAt)}</td>
    </tr>
  );
};

const nameScope = (
  t: CredentialsTexts['list'],
  scope: CredentialScope,
  names: ReadonlyMap<string, string>,
): string => (scope.kind === 'agency' ? (names.get(scope.agency) ?? scope.agency) : t.region(scope.region));
