import { shortenInstant } from '../../shared/domain/basics/calendar.ts';
import { langTag, type PageContext } from './page-context.ts';

/** What links keep of the address, kept by a form as well. `withPast`: the instant, too. */
export const KeptFields = ({ page, withPast = false }: { page: PageContext; withPast?: boolean }) => (
  <>
    {page.langInAddress && <input type="hidden" name="lang" value={langTag(page.lang)} />}
    {page.themeInAddress && <input type="hidden" name="theme" value={page.theme} />}
    {withPast && page.past !== undefined && (
      <input type="hidden" name="asOf" value={shortenInstant(page.past)} />
    )}
  </>
);
