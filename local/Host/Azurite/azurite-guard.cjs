// Runs Azurite so that it outlives a terminal's Ctrl-C but never its parent. Azurite saves its index only every few seconds and
// when it closes, so it must close after the host has written its last blob, and must close in order even when the host is killed.
// The parent holds our standard input open; when that ends, for whatever reason, Azurite is told to close.
const closers = [];
const signals = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);
const once = process.once.bind(process);
process.once = (name, handler) => {
  if (signals.has(name)) {
    closers.push(handler);
    return process;
  }
  return once(name, handler);
};
for (const signal of signals) {
  process.on(signal, () => {});
}
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
let closing = false;
function close() {
  if (closing) {
    return;
  }
  closing = true;
  if (closers.length === 0) {
    process.exit(0);
  }
  closers[0]();
  setTimeout(() => process.exit(0), 4000).unref();
}
process.stdin.on('end', close).on('close', close).on('error', close).resume();
// Started as `node -e <this text> azurite.js ...`: the arguments stand where a script's would.
require(process.argv[1]);
