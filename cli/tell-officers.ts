/** What a load of officers changes, or would change, in words. */
import { isInForce, nameGrant, type GrantRecord } from '../shared/domain/authority/grant-record.ts';
import type { IsoDay } from '../shared/domain/basics/calendar.ts';
import type { OfficersPlan } from '../shared/pipeline/load-officers.ts';
import { section, type Told } from './tell-load.ts';

export function tellOfficers({ changes, unchanged }: OfficersPlan, today: IsoDay): Told {
  const added = changes.filter(({ before }) => !before);
  const changed = changes.filter(({ before }) => before);
  const withdrawn = changed.filter(({ after }) => after.to !== undefined && after.to < today);
  const rest = changed.filter((change) => !withdrawn.includes(change));
  return {
    details: [
      ...section(
        '新增授权 granted',
        added.map(({ after }) => tellGrant(after, today)),
      ),
      ...section(
        '变更授权 changed',
        rest.map(({ after }) => tellGrant(after, today)),
      ),
      ...section(
        '收回授权 withdrawn',
        withdrawn.map(({ after }) => tellGrant(after, today)),
      ),
    ],
    warnings: [],
    summary: `${changes.length + unchanged} grants loaded: ${added.length} added, ${rest.length} changed, ${withdrawn.length} withdrawn, ${unchanged} unchanged`,
  };
}

function tellGrant(grant: GrantRecord, today: IsoDay): string {
  const { mail, name, from, to } = grant;
  const span = from === undefined && to === undefined ? '' : `  ${from ?? ''}–${to ?? ''}`;
  const note = isInForce(grant, today) ? '' : '  (今日无效 not in force today)';
  return `${mail} ${name}  ${nameGrant(grant)}${span}${note}`;
}
