from .statistics import StatisticsReportPage

__all__ = ["StatisticsReportPage"]
