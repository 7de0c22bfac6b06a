"""How soon the site's pages stand on a telephone: a middling one, on a slow network. `make bench BENCH=site`.

The host compresses texts, as most do. Nothing is scrolled, so that only what is near is loaded.
"""

import gzip
import json
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.browser import new_page
from tools.notebooks.sources import taught_lessons
from tools.site.publishing import publish

PHONE = {"width": 390, "height": 844}
SLOWED = 4
BYTES_A_SECOND, DELAY = 1_600_000 / 8, 150
PAINT_ASKED, LIVE_ASKED, TASK_ASKED = 1500, 2500, 50
SIZE_ASKED = 500_000
_TEXTS = (".html", ".css", ".js", ".svg")
# Times are those since the click: the browser counts them from the start of the journey to the page.
RECORD = """() => {
    window.told = {tasks: [], live: 0, last: 0};
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.told.tasks.push(entry.duration)))
        .observe({type: 'longtask', buffered: true});
    new MutationObserver(() => {
        const n_drawn = document.querySelectorAll('.autoenc-explorer').length;
        if (n_drawn && !window.told.live) window.told.live = performance.now();
        if (document.documentElement.dataset.live && !window.told.last) window.told.last = performance.now();
    }).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ['data-live', 'class']});
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


class _Compressing(SimpleHTTPRequestHandler):
    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.suffix not in _TEXTS or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def as_on_a_telephone(page):
    """Slow the page and its network down; return a list that takes the bytes of each answer."""
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": DELAY, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return sizes


def longest_work(page, url):
    """Return the milliseconds that the processor works on the longest task of a page, times the slowness.

    Other programs on the machine make a task last longer, and its work hardly.
    """
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(url)
    page.wait_for_timeout(2000)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [event for event in events if event.get("name", "").endswith("RunTask")]
    return SLOWED * max(event.get("tdur", 0) for event in tasks if (event["pid"], event["tid"]) in main) / 1000


def measured(address, names):
    """Give for each page: milliseconds to the first paint, to the first and last live figure, longest task, bytes."""
    for name in names:
        with new_page() as page:
            page.set_viewport_size(PHONE)
            page.add_init_script(f"({RECORD})()")
            sizes = as_on_a_telephone(page)
            page.goto(f"{address}{name}", wait_until="load", timeout=120_000)
            page.wait_for_timeout(4000)
            told = page.evaluate("window.told")
            times = page.evaluate(PAINT), told["live"], told["last"], max(told["tasks"], default=0)
        with new_page() as page:
            page.set_viewport_size(PHONE)
            work = longest_work(page, f"{address}{name}")
        yield name, *times, work, sum(sizes)


def main():
    names = ["index.html", *(f"{source.stem}.html" for source in taught_lessons()), "99_glossary.html"]
    names += ["exercises/01_first_autoencoder.html"]
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "site")
        host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=f"{folder}/site"))
        threading.Thread(target=host.serve_forever, daemon=True).start()
        print(f"390 pixels wide, processor {SLOWED} times slower, 1.6 Mbit/s, {DELAY} ms; empty cache.")
        print(
            f"Asked: paint {PAINT_ASKED} ms, live figures {LIVE_ASKED} ms, no task over {TASK_ASKED} ms, {SIZE_ASKED} B"
        )
        for name, paint, first, last, task, work, size in measured(f"http://127.0.0.1:{host.server_port}/", names):
            print(
                f"{name}: first paint {paint:.0f} ms; first live figure {first:.0f} ms, last {last:.0f} ms; "
                f"longest task {task:.0f} ms (0: none over 50), its work {work:.0f} ms; {size / 1000:.0f} kB",
                flush=True,
            )
        host.shutdown()


if __name__ == "__main__":
    main()
