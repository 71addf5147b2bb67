/**
 * `edge-code.ts` sets KNOWN, TRACKING and THEMES before it.
 * Runs at CloudFront's edge before its cache is asked, in the little JavaScript that its functions know. What is kept of an
 * answer is kept by what the site reads of a request and no more: known parameters in one order, one word for the language
 * and for the theme. Of parameters that nobody knows one name is left, so that the site can say so.
 */
function handler(event) {
  var request = event.request;
  request.querystring = knownParameters(request.querystring, request.uri);
  var language = wishedLanguage(request.headers['accept-language']);
  delete request.headers['accept-language'];
  if (language) request.headers['accept-language'] = { value: language };
  keepChoice(request.cookies, 'lang', spokenLanguage);
  keepChoice(request.cookies, 'theme', knownTheme);
  request.headers['x-forwarded-host'] = { value: request.headers.host.value };
  return request;
}

function knownParameters(asked, path) {
  var kept = {};
  var unknown;
  Object.keys(asked)
    .sort()
    .forEach(function (name) {
      if (TRACKING.test(name) && !(name === 'from' && /^\/api\/|\/history$/.test(path))) return;
      if (KNOWN.indexOf(name) >= 0) kept[name] = asked[name];
      else if (unknown === undefined) unknown = name;
    });
  keepChoice(kept, 'lang', spokenLanguage);
  keepChoice(kept, 'theme', knownTheme);
  // Nobody means a parameter of the site by a longer one, or one with digits: all of those are one.
  if (unknown !== undefined) kept[/^[a-z_-]{1,14}$/i.test(unknown) ? unknown : 'unknown'] = { value: '' };
  return kept;
}

function knownTheme(value) {
  return THEMES.indexOf(value) < 0 ? undefined : value;
}

function keepChoice(among, name, read) {
  var choice = among[name] && read(among[name].value);
  delete among[name];
  if (choice) among[name] = { value: choice };
}

/** `en-GB` → en, `zh-TW` → zh; nothing for what the site doesn't speak. */
function spokenLanguage(tag) {
  var primary = tag.trim().toLowerCase().split(/[-_;]/)[0];
  return primary === 'zh' || primary === 'en' ? primary : undefined;
}

/** The best language of an Accept-Language header, by its quality values. */
function wishedLanguage(header) {
  var best;
  var bestQuality = 0;
  (header ? header.value : '').split(',').forEach(function (wish) {
    var quality = /;\s*q=([0-9.]+)/.exec(wish);
    var weight = quality ? Number(quality[1]) : 1;
    var language = spokenLanguage(wish);
    if (!language || !(weight > bestQuality)) return;
    best = language;
    bestQuality = weight;
  });
  return best;
}
