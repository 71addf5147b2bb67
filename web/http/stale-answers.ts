/**
 * What the distribution may answer without the function: for a moment while it asks whether its copy still holds, and for
 * longer where the function fails. Said to the distribution alone, which keeps the first from browsers (`cdk/edge`): they ask
 * each time. What is not public is nowhere kept.
 */
const ON_ERROR_S = 86_400;

export function allowStale(caching: string): string {
  if (!/^public\b/.test(caching)) return caching;
  const [, keptS] = /\bs-maxage=(\d+)/.exec(caching) ?? [];
  // As long again as it was fresh: nobody sees it older than twice that while the function answers.
  const whileAsking = keptS === undefined ? '' : `, stale-while-revalidate=${keptS}`;
  return `${caching}${whileAsking}, stale-if-error=${ON_ERROR_S}`;
}
