/** The door of a demonstration: its persons, with one click each. It is there on synthetic data and one machine alone. */
import { SESSIONS_PATH } from '../site/account-address.ts';
import { foldMail } from '../../shared/domain/basics/mail-address.ts';
import { findPerson } from '../../shared/pipeline/account/find-person.ts';
import { readReturnPath } from '../../shared/pipeline/account/site-address.ts';
import { AccountForm } from './account-form.tsx';
import { showBadRequest, tellTexts } from './account-page.tsx';
import { readFields } from '../http/form-fields.ts';
import type { AccountDeps, SignInDoor } from './ports.ts';

export const createDemonstrationDoor = (
  deps: AccountDeps,
  persons: NonNullable<AccountDeps['demonstration']>,
): SignInDoor => ({
  async panel(page, returnTo) {
    const there = await persons();
    const t = tellTexts(page).demonstration;
    if (there.length === 0) return <></>;
    return (
      <section aria-labelledby="door-demonstration">
        <h2 id="door-demonstration">{t.heading}</h2>
        <p class="note">{t.text}</p>
        <ul class="persons">
          {there.map(({ mail, name }) => (
            <li>
              <AccountForm page={page} action="/account/demonstration" fields={{ person: mail, returnTo }}>
                <button class="button" type="submit">
                  {t.button(name)}
                </button>
              </AccountForm>
            </li>
          ))}
        </ul>
      </section>
    );
  },
  route(app, enter) {
    app.post('/account/demonstration', async (c) => {
      const field = await readFields(c);
      const there = (await persons()).find(({ mail }) => mail === field('person'));
      const person = there && (await findPerson(deps.accounts, foldMail(there.mail), deps.now()));
      if (!person) return showBadRequest(c, deps);
      const returnTo = readReturnPath(field('returnTo'), SESSIONS_PATH);
      // Nothing in synthetic data is to be protected: nobody has to enrol a telephone to try the system.
      return enter(c, { person, by: 'demonstration', step: { by: 'demonstration' }, returnTo });
    });
  },
});
