/** Who asks the office function, by their session, and whether they may file. */
import { may } from '../../shared/domain/authority/may.ts';
import { createReadPrincipal } from '../../shared/pipeline/account/sessions.ts';
import type { OfficeDoor } from './ports.ts';

export const openDoor = (reading: Parameters<typeof createReadPrincipal>[0]): OfficeDoor => ({
  readPrincipal: createReadPrincipal(reading),
  mayFile: (principal, { agencyId: agency, district }) =>
    may(principal, 'file', { kind: 'agency', agency, district }),
});
