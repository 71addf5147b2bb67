/** Who files by a login, for what, and until when. */
import { tellChinaDay, parseInstant } from '../shared/domain/basics/calendar.ts';
import type { KeptLogin } from './kept-login.ts';

export function nameLogin({ credential }: KeptLogin): string[] {
  const { name, madeBy, until } = credential;
  const place = credential.for;
  const whom =
    place.kind === 'agency'
      ? `${place.name} (${place.agency})`
      : `区划 ${place.region} 及其下级 region ${place.region} and below`;
  const end = parseInstant(until);
  return [
    `凭据 credential  ${name}`,
    `创建人 made by  ${madeBy}`,
    `用于 for  ${whom}`,
    `有效期至 until  ${end === undefined ? until : tellChinaDay(end)}`,
  ];
}
