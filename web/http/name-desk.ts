/** What a page of whoever is signed in calls their desk, where they have one. */
import { hasOffice, type Principal } from '../../shared/domain/authority/principal.ts';
import { DESK_TEXTS } from '../texts/desk.ts';
import type { Lang } from '../texts/language.ts';

/** Without the second step an office has none. */
export const nameDesk = (principal: Principal | undefined, lang: Lang): string | undefined =>
  principal && hasOffice(principal.grants) ? DESK_TEXTS[lang].link : undefined;
