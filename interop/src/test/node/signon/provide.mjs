// Runs the provider until it is ended; says when it is ready.
import { createServer } from 'node:http';
import { makeProvider, rsa } from './provider.mjs';

const { PIECEMEAL_TEST_ISSUER: issuer, PIECEMEAL_TEST_URL: service } = process.env;
createServer(makeProvider(issuer, service, [rsa()], 'RS256').callback())
  .listen(new URL(issuer).port, '127.0.0.1', () => console.log('the provider is ready'));
