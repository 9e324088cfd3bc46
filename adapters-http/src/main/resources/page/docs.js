'use strict';

// Swagger UI has its dark colours under a class of the root.
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// Shows the OpenAPI document of this service. Calls that are tried go to where the page came from, whatever address the
// document names, and below the same path.
const base = new URL('.', location.href);

SwaggerUIBundle({
  url: new URL('openapi.yaml', base).href,
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: false,
  validatorUrl: null,
  requestInterceptor: (request) => {
    if (!request.loadSpec) {
      const named = new URL(request.url, base);
      request.url = base.origin + base.pathname.replace(/\/$/, '') + named.pathname + named.search;
    }
    return request;
  },
});
