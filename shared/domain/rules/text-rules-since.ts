/** When the rules on texts, publication and plausibility came into force. */
import { toIsoDay } from '../basics/calendar.ts';

export const TEXT_RULES_SINCE = toIsoDay('2026-11-28');
