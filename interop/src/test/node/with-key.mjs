// Passes requests on to the service with the key, which the conformance suite has no option for. Host and Origin stay as they
// were sent, since one scenario is about them; only the port is the service's own where they name this one.
// Runs the program in its arguments, in which {url} stands for the address to call, and ends as that does.
import { spawn } from 'node:child_process';
import { createServer, request } from 'node:http';
import { authorization, url } from './service.mjs';

const service = new URL(url);

const server = createServer((incoming, outgoing) => {
  const headers = { ...incoming.headers, authorization };
  for (const name of ['host', 'origin']) {
    if (headers[name]) headers[name] = headers[name].replace(`:${server.address().port}`, `:${service.port}`);
  }
  const passed = request(
    { host: service.hostname, port: service.port, method: incoming.method, path: incoming.url, headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
  passed.on('error', (e) => outgoing.destroy(e));
  outgoing.on('close', () => passed.destroy());
  incoming.pipe(passed);
});

server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}/mcp`;
  const args = process.argv.slice(2).map((argument) => argument.replace('{url}', address));
  spawn(process.execPath, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
});
