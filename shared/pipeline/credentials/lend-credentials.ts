/** Temporary credentials of the bucket, for a program that shows its token: they reach one agency's place, and no further. */
import type { RosterRecord } from '../../domain/roster/roster-entry.ts';
import type {
  IssueUploadCredentials,
  UploadCredentials,
} from '../../adapters/upload-credentials/upload-credentials.ts';
import { spellSessionName } from '../../contracts/bucket/session-name.ts';
import {
  actAsProgram,
  isCredentialUseToldAnew,
  mayProgramFile,
  tellCredentialState,
  type ProgramCredential,
} from '../../domain/authority/program-credential.ts';
import { readTokenId } from '../../domain/authority/program-token.ts';
import type { UploadSession } from '../../domain/authority/upload-session.ts';
import { countEpochMs, makeInstant } from '../../domain/basics/calendar.ts';
import { countRequest, findMaker, type AskingDeps, type TooMany } from './asking-program.ts';
import { auditRefusal } from '../account/audit-refused.ts';
import { auditCredential } from './credential-deps.ts';

export interface LendDeps extends AskingDeps {
  readonly issue: IssueUploadCredentials;
  readonly table: {
    roster(agencyId: string): Promise<RosterRecord | undefined>;
    keepUploadSession(session: UploadSession): Promise<void>;
  };
}

/** Seconds for which they hold. Where less is left of the credential, they outlast it by a quarter of an hour at most. */
export const LENT_S = { least: 900, most: 3600, usual: 900 };
/** A region's program files for some hundreds of agencies one after the other. */
const BY_CREDENTIAL = { most: 1000, withinS: 10 * 60 };
/** Tokens that are none; a token has 256 bits. */
const BY_CALLER = { most: 100, withinS: 10 * 60 };
const WRONG_TOKENS = { limit: 'wrong tokens shown by one network' };

interface Asked {
  readonly token: string;
  readonly agency: string;
  readonly durationS: number;
  readonly caller: string | undefined;
}

type Lent =
  | {
      readonly kind: 'lent';
      readonly credentials: UploadCredentials;
      readonly place: { readonly district: string; readonly agencyId: string };
    }
  | {
      readonly kind:
        'wrong-token' | 'expired' | 'revoked' | 'unknown-agency' | 'not-in-scope' | 'maker-may-not';
    }
  | TooMany;

export async function lendCredentials(deps: LendDeps, asked: Asked): Promise<Lent> {
  const credential = await findByToken(deps, asked.token);
  if (!credential) {
    const { hash } = deps.secrets;
    return (
      (await countRequest(deps, `token#${hash(asked.caller ?? '')}`, BY_CALLER, WRONG_TOKENS)) ?? {
        kind: 'wrong-token',
      }
    );
  }
  const at = deps.now();
  const state = tellCredentialState(credential, at);
  if (state === 'revoked' || state === 'expired') return { kind: state };
  const by = actAsProgram(credential);
  const tooMany = await countRequest(deps, `lend#${credential.id}`, BY_CREDENTIAL, {
    limit: 'temporary credentials asked for',
    of: { by, on: [credential.scope] },
  });
  if (tooMany) return tooMany;
  const [roster, maker] = await Promise.all([deps.table.roster(asked.agency), findMaker(deps, credential)]);
  if (!roster) return { kind: 'unknown-agency' };
  const { district } = roster;
  const on = { kind: 'agency', agency: asked.agency, district } as const;
  const may = mayProgramFile(credential, maker, on);
  if (may !== 'yes') {
    await auditRefusal(deps, { by, on: [on], asked: `file: ${may}` });
    return { kind: may };
  }

  const leftS = Math.ceil((countEpochMs(credential.until) - countEpochMs(at)) / 1000);
  const ttlS = Math.max(LENT_S.least, Math.min(asked.durationS, LENT_S.most, leftS));
  await auditCredential(deps, { act: 'lend-credentials', credential, on, detail: `${ttlS} s` });
  const id = deps.secrets.newToken();
  await deps.table.keepUploadSession({
    id,
    by,
    until: makeInstant(countEpochMs(at) + ttlS * 1000),
  });
  const place = { district, agencyId: asked.agency };
  const credentials = await deps.issue({
    scope: { kind: 'agency', ...place },
    sessionName: spellSessionName(id),
    ttlS,
  });
  const { scope } = credential;
  if (scope.kind === 'agency' && scope.district !== district) await deps.credentials.moveTo(credential, on);
  if (isCredentialUseToldAnew(credential, at)) await deps.credentials.touch(credential.id, at);
  return { kind: 'lent', credentials, place };
}

async function findByToken(
  { credentials, secrets }: Pick<LendDeps, 'credentials' | 'secrets'>,
  token: string,
): Promise<ProgramCredential | undefined> {
  const id = readTokenId(token);
  const credential = id === undefined ? undefined : await credentials.credential(id);
  return credential?.tokenHash === secrets.hash(token) ? credential : undefined;
}
