// Loaded into a server that is measured: tells its parent what the process took, with all of its threads.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('message', ({ collected }) => {
    if (collected) global.gc();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send({ cpuMs: (user + system) / 1000, rss, heap: heapUsed + external });
  });
  process.channel.unref(); // the server ends when its editor does
}
