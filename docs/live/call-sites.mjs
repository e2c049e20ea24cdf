/**
 * Tells each span which line of your code started it: the first frame of the stack that is not of a package or of Node.
 * Costs about 0.05 ms a span. With `node --enable-source-maps`, lines are those of the TypeScript.
 *
 *   new NodeTracerProvider({ spanProcessors: [new CallSites(), new BatchSpanProcessor(exporter)] })
 */
export class CallSites {
  onStart(span) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 50;
    const frames = (new Error().stack ?? '').split('\n').slice(2);
    Error.stackTraceLimit = limit;
    const own = frames.find(frame => !/node_modules|\(?node:|<anonymous>\)?$/.test(frame));
    const [, name, file, line, column] =
      /at (?:async )?(?:(.+?) \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/.exec(own ?? '') ?? [];
    if (file === undefined) return;
    span.setAttribute('code.file.path', decodeURI(file));
    span.setAttribute('code.line.number', Number(line));
    span.setAttribute('code.column.number', Number(column));
    if (name !== undefined) span.setAttribute('code.function.name', name);
  }
  onEnd() {}
  async forceFlush() {}
  async shutdown() {}
}
