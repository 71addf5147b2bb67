/** What an agency is called today, beside the name that it bore in a year. */
import type { NamedInYear } from '../../shared/domain/roster/former-names.ts';
import { inPinyin, type PageContext } from './page-context.ts';

export const NameToday = ({ page, name }: { page: PageContext; name: string }) => (
  <>
    {page.t.agency.nameToday} <strong>{inPinyin(page, name)}</strong>
  </>
);

/** In a row of a list: nothing where it was called the same. */
export const NameBeside = ({ page, agency }: { page: PageContext; agency: NamedInYear }) =>
  agency.nameInYear === undefined ? (
    <></>
  ) : (
    <span class="detail">
      {page.t.agency.nameToday} {inPinyin(page, agency.name)}
    </span>
  );
