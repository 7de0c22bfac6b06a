"""What axe-core finds on a page: rules of WCAG 2.2 at the levels A and AA, and what it calls good practice."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, within="body"):
    """Return a line for each rule that the page breaks inside an element: its name, how often, and the first place."""
    found = Axe().run(page, context=within, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}, {len(rule['nodes'])} times, first: {rule['nodes'][0]['html'][:120]}" for rule in found]
