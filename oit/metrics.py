"""The register's counters in Prometheus' text format, for a file that node_exporter's textfile collector reads."""

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, generate_latest

if TYPE_CHECKING:
    from storage.store import Store


def exposition(store: "Store") -> bytes:
    """Every counter that storage answers, one gauge a name."""
    from storage.queries import counters

    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}
    for sample in counters(store):
        labels = sorted(sample.labels)
        if sample.name not in gauges:
            gauges[sample.name] = Gauge(sample.name, sample.name.replace("_", " "), labels, registry=registry)
        gauge = gauges[sample.name]
        (gauge.labels(**sample.labels) if labels else gauge).set(sample.value)
    return generate_latest(registry)
