import type { ReturnedMail } from '../../shared/domain/roster/returned-mail.ts';
import { RETURNED_WORDS } from '../../shared/domain/roster/returned-words.ts';
import type { PageContext } from '../site/page-context.ts';

/** Beside an address that nothing is sent to any more. */
export const ReturnedNote = ({
  page,
  returned,
}: {
  readonly page: PageContext;
  readonly returned: ReturnedMail;
}) => <span class="detail overdue">{RETURNED_WORDS[page.lang === 'en' ? 'en' : 'zh'](returned)}</span>;
