// What a page does that has Uppy's dashboard in it. Bundled, and run in a browser.
import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import Tus from '@uppy/tus';

// Makes a dashboard that sends to the endpoint; what is done with it is kept for the test to read.
globalThis.show = (options) => {
  const uppy = new Uppy({ autoProceed: false });
  uppy.use(Dashboard, { inline: true, target: '#dashboard', proudlyDisplayPoweredByUppy: false });
  uppy.use(Tus, { retryDelays: [0, 200, 500, 1000, 1000, 1000], ...options });
  const seen = { urls: [], errors: [], retries: 0, sent: 0 };
  uppy.on('upload-success', (_, answer) => seen.urls.push(answer.uploadURL));
  uppy.on('upload-error', (_, error) => seen.errors.push(String(error.message)));
  uppy.on('upload-progress', (_, progress) => { seen.sent = progress.bytesUploaded; });
  globalThis.uppy = uppy;
  globalThis.seen = seen;
};
