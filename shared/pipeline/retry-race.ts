/** Read, decide, write unless somebody wrote since: and all of it once more where somebody did. */
import { UnavailableError } from '../errors.ts';

/** Lost races before whoever called is left to try later. */
const MAX_RACES = 8;

/** Answers what `attempt` answers once it is not outdated; `what` is told where it always is. */
export async function retryRace<Answer>(
  what: string,
  attempt: () => Promise<Answer | 'outdated'>,
): Promise<Answer> {
  for (let race = 0; race < MAX_RACES; race++) {
    const answer = await attempt();
    if (answer !== 'outdated') return answer;
  }
  throw new UnavailableError(`${what} lost ${MAX_RACES} races against others who wrote`);
}
