"""Tells each span which line of your code started it: the first frame of the stack that is not of a package or of Python.

    provider = TracerProvider()
    provider.add_span_processor(CallSites())
"""

import sys
import sysconfig

from opentelemetry.sdk.trace import SpanProcessor

NOT_OWN = (*{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}, __file__, "<")


class CallSites(SpanProcessor):
    def on_start(self, span, parent_context=None):
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename.startswith(NOT_OWN):
            frame = frame.f_back
        if frame:
            code = frame.f_code
            span.set_attribute("code.file.path", code.co_filename)
            span.set_attribute("code.line.number", frame.f_lineno)
            span.set_attribute("code.function.name", getattr(code, "co_qualname", code.co_name))
