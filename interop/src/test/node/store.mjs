// Stores a text, since the conformance suite skips a check where there is no resource to read.
import { call } from './service.mjs';

const params = { name: 'upload_text', arguments: { filename: 'note.txt', text: 'Hello' } };
const { result } = await call('POST', '/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params });
if (result.isError) throw new Error(result.content[0].text);
