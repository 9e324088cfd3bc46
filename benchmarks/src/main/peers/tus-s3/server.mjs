// @tus/server with its store for S3.
// node server.mjs <endpoint> <bucket>; credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
import { createServer } from 'node:http'
import { S3Store } from '@tus/s3-store'
import { Server } from '@tus/server'

const [endpoint, bucket] = process.argv.slice(2)
const datastore = new S3Store({
  s3ClientConfig: { bucket, endpoint, region: 'us-east-1', forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' },
})
const tus = new Server({ path: '/tus', datastore })
const server = createServer(tus.handle.bind(tus))
server.keepAliveTimeout = 600_000
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => console.log(`ready on port ${server.address().port}`))
