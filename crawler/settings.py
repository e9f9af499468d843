"""Scrapy's settings, then ours. The only file of the crawler that reads the environment.

Every download goes through `crawler.client` behind our guard, Scrapy's own too; what comes next, politeness, robots,
redirects, retries and resuming are our own (`asking`, `robots`, `frontier`, the database), because Scrapy's fail open
or are lost at kill -9.
"""

import os
from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("oit")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0+source"

BOT_NAME = "oit"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# --- nothing listens, nothing but http and https is fetched, and every connection passes the guard
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.pinned.GuardedHandler",
    "https": "crawler.pinned.GuardedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
TWISTED_DNS_RESOLVER = "crawler.pinned.PinnedResolver"

# --- what we do ourselves, Scrapy does not
ROBOTSTXT_OBEY = False  # crawler.robots, which stays out when robots.txt cannot be read
REDIRECT_ENABLED = False  # crawler.asking: each hop is checked against scope and robots
RETRY_ENABLED = False
METAREFRESH_ENABLED = False
COMPRESSION_ENABLED = False  # inflated by crawler.asking, with a cap
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
REFERER_ENABLED = False
DOWNLOAD_DELAY = 0  # crawler.hosts keeps the pace, across the agencies that share a host
# what is used, by name: a component that is only disabled is still imported (aiohttp, tldextract: a second of CPU)
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
SPIDER_MIDDLEWARES_BASE = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
}

# --- limits
CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_FAIL_ON_DATALOSS = False  # the part that came is kept; outcome `incomplete`
DNS_TIMEOUT = 10
URLLENGTH_LIMIT = 2_083

# --- quiet
LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
MEMUSAGE_ENABLED = False

CONTACT = os.environ.get("OIT_CONTACT", "")
"""How a webmaster reaches the operator: an address or e-mail shown in the user agent (environment: OIT_CONTACT)."""

USER_AGENT = f"oit/{VERSION} (+{CONTACT})" if CONTACT else f"oit/{VERSION}"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "th,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
OIT_DATABASE = os.environ.get("OIT_DB", "")
"""Where ``scrapy crawl agency`` keeps what it sees (environment: OIT_DB); empty: a file in the user's data folder."""
