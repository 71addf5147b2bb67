/** What leads on from an address of an office at which there is nothing. */
import { AUDIT_PATH } from '../site/account-address.ts';
import { DESK_PATH, LEDGER_PATH } from '../site/office-address.ts';
import type { PageContext } from '../site/page-context.ts';
import { WayOn } from '../site/way-on.tsx';
import { AUDIT_TEXTS } from '../texts/audit.ts';
import { DESK_TEXTS } from '../texts/desk.ts';

/** `/office/agencies/{id}/…`: what was written for the id is looked for. */
const AGENCY = /^\/office\/agencies\/([^/]{2,40})/;

export const OfficeWayOn = ({ page }: { page: PageContext }) => {
  const desk = DESK_TEXTS[page.lang];
  const pages = {
    [DESK_PATH]: desk.link,
    [LEDGER_PATH]: desk.ledgerLink,
    [AUDIT_PATH]: AUDIT_TEXTS[page.lang].heading,
  };
  return <WayOn page={page} pages={pages} sought={AGENCY.exec(page.path)?.[1]} />;
};
