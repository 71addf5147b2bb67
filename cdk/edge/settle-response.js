/**
 * Runs at CloudFront's edge on what it answers. How long a copy may be given while the function is asked is for CloudFront
 * to know: a browser would take it for itself, and show its reader an old page without asking.
 */
function handler(event) {
  var caching = event.response.headers['cache-control'];
  if (caching) caching.value = caching.value.replace(/, stale-while-revalidate=[0-9]+/, '');
  return event.response;
}
