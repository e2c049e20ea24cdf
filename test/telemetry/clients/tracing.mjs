// Set up as the documentation says: the official instrumentation, and what tells the line of each call.
import { createRequire } from 'node:module';
import path from 'node:path';
import { CallSites } from '../../../docs/live/call-sites.mjs';

const require = createRequire(import.meta.url);
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');
const { BasicTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-base');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { resourceFromAttributes } = require('@opentelemetry/resources');

const tracerProvider = new BasicTracerProvider({
  resource: resourceFromAttributes({ 'service.name': path.basename(process.cwd()) }),
  spanProcessors: [new CallSites(), new SimpleSpanProcessor(new OTLPTraceExporter())],
});
registerInstrumentations({ tracerProvider, instrumentations: [new OpenAIInstrumentation()] });
process.once('beforeExit', () => tracerProvider.shutdown());
