"""Spans go to an OpenTelemetry collector, over OTLP and HTTP. Imported only where a collector is set."""

from __future__ import annotations

import asyncio
import time
from contextvars import ContextVar

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import NonRecordingSpan, SpanContext, StatusCode, TraceFlags, set_span_in_context

from bot.watching import tracing


class Telemetry:
    """Collects spans from when it is made until `stop`.

    Args:
        endpoint: the collector's address; spans go to its /v1/traces.
    """

    def __init__(self, endpoint: str, service_name: str) -> None:
        resource = Resource.create({"service.name": service_name})
        self._provider = TracerProvider(resource=resource, id_generator=_Ids(), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("callboard")
        tracing.recorders.append(self)

    def __call__(
        self, name: str, trace: str, seconds: float, *, root: bool, error: str, attributes: dict[str, str | int]
    ) -> None:
        """Takes a span; it is sent in the background.

        One that failed has the status *Error* and its kind as `error.type`; the status of others stays unset
        (OpenTelemetry's semantic conventions, *Recording errors*).
        """
        end = time.time_ns()
        given = _GIVEN.set(trace if root else "")
        try:
            context = Context() if root else _below(trace)
            start = end - int(seconds * 1e9)
            span = self._tracer.start_span(name, context, attributes=attributes, start_time=start)
            if error:
                span.set_attribute("error.type", error)
                span.set_status(StatusCode.ERROR)
            span.end(end)
        finally:
            _GIVEN.reset(given)

    async def stop(self) -> None:
        """Sends what is left."""
        tracing.recorders.remove(self)
        await asyncio.to_thread(self._provider.shutdown)


class _Ids(RandomIdGenerator):
    """A root's ids follow from its trace; all others are drawn."""

    def generate_trace_id(self) -> int:
        trace = _GIVEN.get()
        return int(trace, 16) if trace else super().generate_trace_id()

    def generate_span_id(self) -> int:
        trace = _GIVEN.get()
        return _root_span(trace) if trace else super().generate_span_id()


_GIVEN: ContextVar[str] = ContextVar("_GIVEN", default="")
"""The trace whose root is being made."""


def _root_span(trace: str) -> int:
    """Only the trace is stored with what comes of an event: its root is known by that, after a restart too."""
    return int(trace[:16], 16) or 1


def _below(trace: str) -> Context:
    flags = TraceFlags(TraceFlags.SAMPLED)
    root = SpanContext(int(trace, 16), _root_span(trace), is_remote=True, trace_flags=flags)
    return set_span_in_context(NonRecordingSpan(root))
