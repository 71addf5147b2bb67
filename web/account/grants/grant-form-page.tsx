/** Granting something: what and where, to whom and until when, and what is to be confirmed. */
import { ROLES, type Role } from '../../../shared/domain/authority/may.ts';
import { isFromPage, type WishedGrant } from '../../../shared/domain/authority/grant-record.ts';
import type { GrantPreview } from '../../../shared/pipeline/account/grant-by-person.ts';
import { GRANTS_PATH } from '../../site/account-address.ts';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { AccountForm } from '../account-form.tsx';
import type { Complaints, GrantDraft } from './grant-draft.ts';
import { GrantPage, LabelledField, tellGrantTexts, ToConfirm } from './grant-parts.tsx';
import { tellGranted, tellSpan, type GrantNames } from './grant-words.ts';
import type { ChosenRegion } from './granting-places.ts';
import { RegionChoices } from './grants-page.tsx';

interface Asking {
  readonly page: PageContext;
  readonly draft: GrantDraft;
  readonly complaints: Complaints;
  /** Why it was refused as a whole. */
  readonly refused?: string | undefined;
}

/** What is granted, and in which region: which agencies there are stands on the next page. */
export const ChoosePlacePage = ({
  page,
  draft,
  complaints,
  regions,
  isOperator,
}: Asking & { readonly regions: readonly ChosenRegion[]; readonly isOperator: boolean }) => {
  const t = tellGrantTexts(page);
  return (
    <GrantPage page={page} heading={t.form.heading}>
      <form class="account-form" method="get" action={`${GRANTS_PATH}/new`}>
        <KeptFields page={page} />
        <fieldset class="grant-roles">
          <legend>{t.form.roleLabel}</legend>
          {ROLES.filter((role) => role !== 'operator' || isOperator).map((role) => (
            <label>
              <input
                type="radio"
                name="role"
                value={role}
                required
                checked={(draft.role ?? 'agency') === role}
              />{' '}
              {t.roles[role]} <span class="quiet">{t.form.roleHints[role]}</span>
            </label>
          ))}
        </fieldset>
        <LabelledField page={page} name="region" label={t.region} hint={t.regionHint} complaints={complaints}>
          {(described) => (
            <input
              {...described}
              name="region"
              type="text"
              maxlength={60}
              value={draft.region}
              list={regions.length > 0 ? 'choices' : undefined}
            />
          )}
        </LabelledField>
        <RegionChoices id="choices" regions={regions} />
        <button class="button button-main" type="submit">
          {t.form.goOn}
        </button>
      </form>
    </GrantPage>
  );
};

interface PersonProps extends Asking {
  readonly role: Role;
  readonly place: ChosenRegion | undefined;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

export const ChoosePersonPage = ({
  page,
  draft,
  complaints,
  refused,
  role,
  place,
  agencies,
}: PersonProps) => {
  const t = tellGrantTexts(page);
  const where = place === undefined ? '' : ` · ${place.name} ${place.code}`;
  const day = (name: 'from' | 'to') => (
    <LabelledField page={page} name={name} label={t.form[name]} complaints={complaints}>
      {(described) => <input {...described} name={name} type="date" value={draft[name]} />}
    </LabelledField>
  );
  return (
    <GrantPage page={page} heading={t.form.heading}>
      <p class="summary">
        {t.roles[role]}
        {where} <a href={hrefNow(page, `${GRANTS_PATH}/new`)}>{t.preview.change}</a>
      </p>
      {(refused !== undefined || complaints.size > 0) && (
        <p class="banner" role="alert">
          {refused ?? t.complaints.heading}
        </p>
      )}
      <AccountForm page={page} action={`${GRANTS_PATH}/preview`} fields={{ role, region: place?.code ?? '' }}>
        {role === 'agency' && (
          <LabelledField page={page} name="agency" label={t.form.agency} complaints={complaints}>
            {(described) => (
              <select {...described} name="agency" required>
                <option value="">{t.form.choose}</option>
                {agencies.map(({ id, name }) => (
                  <option value={id} selected={id === draft.agency}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </LabelledField>
        )}
        {role === 'agency' && agencies.length === 0 && <p class="invalid">{t.form.noAgencies}</p>}
        <LabelledField
          page={page}
          name="mail"
          label={t.form.mail}
          hint={t.form.mailHint}
          complaints={complaints}
        >
          {(described) => (
            <input
              {...described}
              name="mail"
              type="email"
              autocomplete="off"
              required
              maxlength={254}
              value={draft.mail}
            />
          )}
        </LabelledField>
        <LabelledField
          page={page}
          name="name"
          label={t.form.name}
          hint={t.form.nameHint}
          complaints={complaints}
        >
          {(described) => (
            <input
              {...described}
              name="name"
              type="text"
              autocomplete="off"
              required
              maxlength={50}
              value={draft.name}
            />
          )}
        </LabelledField>
        {day('from')}
        {day('to')}
        <button class="button button-main" type="submit">
          {t.form.check}
        </button>
      </AccountForm>
    </GrantPage>
  );
};

interface ConfirmProps {
  readonly page: PageContext;
  readonly preview: GrantPreview;
  readonly names: GrantNames;
  /** Tells this confirmation from another. */
  readonly id: string;
}

export const ConfirmGrantPage = ({
  page,
  preview: { before, after },
  names,
  id,
  draft,
}: ConfirmProps & { readonly draft: GrantDraft }) => {
  const t = tellGrantTexts(page);
  const { role, ...typed } = draft;
  return (
    <GrantPage page={page} heading={t.preview.heading}>
      <p class="summary">{t.preview.text}</p>
      {before && (
        <p class="banner">
          {t.preview.changes(
            `${before.name}, ${before.withdrawn ? t.withdrawn(before.withdrawn.why) : tellSpan(before, t)}`,
          )}{' '}
          {!isFromPage(before) && t.preview.file}
        </p>
      )}
      <ToConfirm lines={listLines(page, after, names)} />
      {role !== 'agency' && <p class="note">{t.preview.step}</p>}
      <AccountForm
        page={page}
        action={GRANTS_PATH}
        fields={{ ...typed, role: after.role, id, seen: before?.since ?? '' }}
      >
        <button class="button button-main" type="submit">
          {t.preview.confirm}
        </button>
      </AccountForm>
    </GrantPage>
  );
};

export const ConfirmWithdrawalPage = ({
  page,
  preview: { before, after },
  names,
  id,
  granted,
  complaints,
  why,
}: ConfirmProps & {
  readonly granted: string;
  readonly complaints: Complaints;
  readonly why: string;
}) => {
  const t = tellGrantTexts(page);
  return (
    <GrantPage page={page} heading={t.withdrawal.heading}>
      <p class="summary">{t.withdrawal.text}</p>
      {before && !isFromPage(before) && <p class="banner">{t.preview.file}</p>}
      <ToConfirm lines={listLines(page, before ?? after, names)} />
      <AccountForm
        page={page}
        action={`${GRANTS_PATH}/withdraw`}
        fields={{ mail: after.mail, granted, id, seen: before?.since ?? '' }}
      >
        <LabelledField
          page={page}
          name="why"
          label={t.withdrawal.why}
          hint={t.withdrawal.whyHint}
          complaints={complaints}
        >
          {(described) => (
            <textarea {...described} name="why" rows={3} maxlength={500} required>
              {why}
            </textarea>
          )}
        </LabelledField>
        <button class="button button-main" type="submit">
          {t.withdrawal.confirm}
        </button>
      </AccountForm>
    </GrantPage>
  );
};

function listLines(
  page: PageContext,
  grant: WishedGrant,
  names: GrantNames,
): readonly (readonly [string, string])[] {
  const t = tellGrantTexts(page).preview;
  return [
    [t.to, `${grant.name} ${grant.mail}`],
    [t.what, tellGranted(grant, names, page.lang)],
    [t.span, tellSpan(grant, tellGrantTexts(page))],
  ];
}
