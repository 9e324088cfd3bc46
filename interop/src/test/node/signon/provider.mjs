// An OpenID Connect provider with two clients, a machine and the console of the service, and what they are for.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const AUDIENCE = 'piecemeal';
export const SCOPES = 'read write delete';
export const CONSOLE = 'console';
export const machine = { id: 'nightly-export', secret: 'a secret of the machine' };

const jwk = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: randomUUID(),
});
export const rsa = () => jwk('rsa', { modulusLength: 2048 }, 'RS256');
export const ec = () => jwk('ec', { namedCurve: 'P-256' }, 'ES256');
export const ed = () => jwk('ed25519', {}, 'EdDSA');

// Which audience a token is for, the resource that is asked for decides.
export const makeProvider = (issuer, service, keys, alg, accessTokenTTL = 600) => new Provider(issuer, {
  jwks: { keys },
  scopes: ['openid', 'offline_access', ...SCOPES.split(' ')],
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
  clients: [{
    client_id: machine.id, client_secret: machine.secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
    id_token_signed_response_alg: alg,
  }, {
    client_id: CONSOLE, token_endpoint_auth_method: 'none', application_type: 'native', grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [`${service}/`], post_logout_redirect_uris: [`${service}/`], id_token_signed_response_alg: alg,
  }],
  // The page of the service asks for tokens itself.
  clientBasedCORS: (ctx, origin) => origin === service,
  issueRefreshToken: async (ctx, client) => client.grantTypeAllowed('refresh_token'),
  clientDefaults: { id_token_signed_response_alg: alg },
  cookies: { keys: ['not secret'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `${service}/mcp`,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => ({
        scope: SCOPES,
        audience: resource.startsWith(service) ? AUDIENCE : 'somebody-else',
        accessTokenFormat: 'jwt',
        accessTokenTTL,
        jwt: { sign: { alg } },
      }),
    },
  },
});
