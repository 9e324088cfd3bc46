// @tus/server with its file store, made to sync each PATCH before it is answered; the store has no option for it.
// node server.mjs <folder for the files>
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'

class SyncingFileStore extends FileStore {
  async write(stream, id, offset) {
    const end = await super.write(stream, id, offset)
    const file = await open(join(this.directory, id), 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    return end
  }
}

const tus = new Server({ path: '/tus', datastore: new SyncingFileStore({ directory: process.argv[2] }) })
const server = createServer(tus.handle.bind(tus))
server.keepAliveTimeout = 600_000
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => console.log(`ready on port ${server.address().port}`))
