// Another server that people sign in by (OpenID Connect), on a port of this machine: whoever comes with a login_hint is
// that person at once.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const clientId = 'atrium';

/** The provider, at an address that the server knows already or a new one, and what the server has to be told of it. */
export async function provider(known) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const codes = new Map();
  const http = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, issuer());
    const answer = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') {
      answer(200, {
        issuer: issuer(), authorization_endpoint: `${issuer()}/authorize`, token_endpoint: `${issuer()}/token`,
        jwks_uri: `${issuer()}/keys`,
      });
    } else if (pathname === '/keys') {
      answer(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', kid: 'one' }] });
    } else if (pathname === '/authorize') {
      const code = randomUUID();
      codes.set(code, searchParams);
      const back = new URL(searchParams.get('redirect_uri'));
      back.search = new URLSearchParams({ code, state: searchParams.get('state') });
      response.writeHead(302, { location: back.href }).end();
    } else {
      const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
      const asked = codes.get(form.get('code'));
      codes.delete(form.get('code'));
      const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
      if (asked?.get('code_challenge') === challenge) answer(200, { id_token: token(asked) });
      else answer(400, { error: 'invalid_grant' });
    }
  });
  const issuer = () => `http://127.0.0.1:${http.address().port}`;

  function token(asked) {
    const email = asked.get('login_hint');
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'ES256', kid: 'one' })}.${part({
      iss: issuer(), aud: clientId, sub: `sub of ${email}`, email, email_verified: true, name: 'Acme person',
      nonce: asked.get('nonce'), iat: now, exp: now + 300,
    })}`;
    return `${signed}.${sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  const port = known ? Number(new URL(known).port) : 0;
  await new Promise((resolve, reject) => http.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    settings: {
      ATRIUM_OIDC_PROVIDERS: 'acme', ATRIUM_OIDC_ACME_ISSUER: issuer(), ATRIUM_OIDC_ACME_CLIENT_ID: clientId,
    },
    stop: () => http.close().closeAllConnections(),
  };
}
