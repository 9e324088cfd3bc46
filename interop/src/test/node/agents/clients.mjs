// Clients that others use, each as they hand tools to a model: { list() names, call(tool, arguments), close() }, where a call
// gives what the model reads, { text, failed }. No model takes part.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createMCPClient } from '@ai-sdk/mcp';
import { MCPServerStreamableHttp, RunContext, getAllMcpTools } from '@openai/agents';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { MCPClient as MastraClient } from '@mastra/mcp';
import { mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';
import { authorization, bridge, key, url } from './service.mjs';

const INFO = { name: 'piecemeal-interop', version: '1.0.0' };
const endpoint = `${url}/mcp`;
const headers = { Authorization: authorization };
const require = createRequire(import.meta.url);

export const manifest = (name) => {
  for (const folder of require.resolve.paths(name)) {
    try {
      const path = join(folder, name, 'package.json');
      return { folder: dirname(path), ...require(path) };
    } catch (e) {
      if (e.code !== 'MODULE_NOT_FOUND') throw e;
    }
  }
  throw new Error(`${name} is not installed`);
};

const texts = (content) => content.map((part) => part.text ?? '').join('\n');
const said = (result) => ({ text: texts(result.content), failed: result.isError === true });

// An official client, which validates answers against the schemas that it has listed.
async function official(client, transport) {
  await client.connect(transport);
  const { tools } = await client.listTools();
  return {
    list: () => tools.map((tool) => tool.name),
    call: async (name, args) => said(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

const byStdio = (command, args, env = {}) =>
  official(new Client(INFO), new StdioClientTransport({ command, args, env: { ...process.env, ...env }, stderr: 'inherit' }));

const program = (name, bin) => {
  const { folder, bin: bins } = manifest(name);
  return join(folder, typeof bins === 'string' ? bins : bins[bin]);
};

// What tools of a framework give, or throw: either is shown to the model.
async function shown(work, text) {
  try {
    const result = await work();
    return { text: text(result), failed: false };
  } catch (e) {
    return { text: String(e.message), failed: true };
  }
}

const written = (result) => (typeof result === 'string' ? result : JSON.stringify(result));

export const clients = {
  '@modelcontextprotocol/sdk': () =>
    official(new Client(INFO), new StreamableHTTPClientTransport(new URL(endpoint), { requestInit: { headers } })),

  '@modelcontextprotocol/client': () =>
    official(new Client2(INFO, { versionNegotiation: { mode: 'auto' } }),
      new Transport2(new URL(endpoint), { requestInit: { headers } })),

  '@ai-sdk/mcp': async () => {
    const client = await createMCPClient({ transport: { type: 'http', url: endpoint, headers } });
    const tools = await client.tools();
    return {
      list: () => Object.keys(tools),
      call: async (name, args) => {
        const output = await tools[name].execute(args, { toolCallId: 'a', messages: [] });
        const model = await tools[name].toModelOutput?.({ toolCallId: 'a', input: args, output });
        return { text: model ? texts(model.value) : texts(output.content), failed: output.isError === true };
      },
      close: () => client.close(),
    };
  },

  '@openai/agents': async () => {
    const server = new MCPServerStreamableHttp({ url: endpoint, name: 'piecemeal', requestInit: { headers } });
    await server.connect();
    const tools = await getAllMcpTools([server]);
    const byName = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
    return {
      list: () => Object.keys(byName),
      call: (name, args) => shown(() => byName[name].invoke(new RunContext(), JSON.stringify(args)),
        (result) => result?.text ?? written(result)),
      close: () => server.close(),
    };
  },

  '@langchain/mcp-adapters': async () => {
    const client = new MultiServerMCPClient({ mcpServers: { piecemeal: { transport: 'http', url: endpoint, headers } } });
    const tools = Object.fromEntries((await client.getTools()).map((tool) => [tool.name, tool]));
    return {
      list: () => Object.keys(tools),
      call: (name, args) => shown(() => tools[name].invoke(args), written),
      close: () => client.close(),
    };
  },

  '@mastra/mcp': async () => {
    const client = new MastraClient({ servers: { piecemeal: { url: new URL(endpoint), requestInit: { headers } } } });
    const tools = await client.getTools();
    return {
      list: () => Object.keys(tools).map((name) => name.replace('piecemeal_', '')),
      call: (name, args) => shown(() => tools[`piecemeal_${name}`].execute({ context: args }),
        (result) => (result?.content ? texts(result.content) : written(result))),
      close: () => client.disconnect(),
    };
  },

  '@google/genai': async () => {
    const client = new Client(INFO);
    await client.connect(new StreamableHTTPClientTransport(new URL(endpoint), { requestInit: { headers } }));
    const callable = mcpToTool(client);
    const { functionDeclarations } = await callable.tool();
    return {
      list: () => functionDeclarations.map((declaration) => declaration.name),
      call: (name, args) => shown(() => callable.callTool([{ name, args }]),
        ([part]) => texts((part.functionResponse.response.content ?? part.functionResponse.response.error.content))),
      close: () => client.close(),
    };
  },

  'mcp-remote': () =>
    byStdio(process.execPath, [program('mcp-remote', 'mcp-remote'), endpoint, '--allow-http', '--transport', 'http-only',
      '--header', 'Authorization:${AUTH}'], { AUTH: authorization }),

  supergateway: () =>
    byStdio(process.execPath, [program('supergateway', 'supergateway'), '--streamableHttp', endpoint,
      '--header', `Authorization: ${authorization}`, '--logLevel', 'none']),

  './piecemeal mcp': () => byStdio(bridge[0], bridge.slice(1), { PIECEMEAL_URL: url, PIECEMEAL_KEY: key }),
};
