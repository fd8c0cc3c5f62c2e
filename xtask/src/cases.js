const say = (words) => fetch('/said', { method: 'POST', body: words });

try {
  Error.stackTraceLimit = 100;
  const count = Number(await (await fetch('/count')).text());
  for (let at = 0; at < count; at += 1) {
    const { instance } = await WebAssembly.instantiateStreaming(fetch(`/cases/${at}`), {});
    const code = instance.exports.main(0, 0);
    if (code !== 0) throw new Error(`test program ${at} ended with ${code}`);
  }
  await say('ended well');
} catch (error) {
  await say(String(error.stack ?? error));
}
