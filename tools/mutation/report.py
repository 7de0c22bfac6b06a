"""Say how many changes of the package were noticed, by whom, and why those that were not may stay so."""

import yaml
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome

from tools.mutation.judge_mutant import NOT_JUDGED, PACKAGE
from tools.notebooks.sources import ROOT

EXPLAINED = ROOT / "tools" / "mutation" / "surviving_mutants.yml"
LEAST_CAUGHT = 0.95
LEAST_CAUGHT_BY_NOTEBOOKS = 0.70
# A notebook holds the right answers only, so what a check says of wrong ones is left to the tests.
LEFT_TO_TESTS = f"{PACKAGE}/checks/"


def report(work_lists):
    """Print what a run has found so far.

    Parameters
    ----------
    work_lists : sequence of path-like
        cosmic-ray's databases, one of each worker.

    Returns
    -------
    str or None
        What is wrong, in one sentence, if too many changes went unnoticed or one that did is not explained.
    """
    waiting, results = 0, []
    for work_list in work_lists:
        with use_db(work_list, WorkDB.Mode.open) as database:
            waiting += len(database.pending_work_items)
            results += [
                (item.mutations[0], result)
                for item, result in database.completed_work_items
                if result.worker_outcome is not WorkerOutcome.SKIPPED
            ]
    broken = [pair for pair in results if not _was_judged(pair[1])]
    results = [pair for pair in results if _was_judged(pair[1])]
    survivors = [_changed_place(mutation, result.diff) for mutation, result in results if not result.is_killed]
    reasons = _reasons()
    equivalent = [place for place in survivors if reasons.get(_key(place), {}).get("equivalent")]
    n_real = len(results) - len(equivalent)
    caught = len(results) - len(survivors)
    shown = [result for mutation, result in results if not str(mutation.module_path).startswith(LEFT_TO_TESTS)]
    n_shown = len(shown) - sum(not place["module"].startswith(LEFT_TO_TESTS) for place in equivalent)
    by_notebooks = sum("caught by notebooks" in (result.output or "") for result in shown)
    print(f"{len(results)} mutants tried, {waiting} not yet; {len(equivalent)} of them change nothing (equivalent).")
    print(f"caught by notebooks and tests: {caught} of {n_real}, {caught / max(1, n_real):.1%}")
    share = f"{by_notebooks} of {n_shown}, {by_notebooks / max(1, n_shown):.1%}"
    print(f"caught by notebooks alone:     {share} (without {LEFT_TO_TESTS}: notebooks hold right answers only)")
    endless = sum("no end" in (result.output or "") or result.output == "timeout" for _, result in results)
    print(f"of those caught, {endless} made something run without end.")
    for place in sorted(survivors, key=str):
        reason = reasons.get(_key(place), {}).get("reason", "NOT EXPLAINED")
        print(f"\n{place['module']}: {reason}\n  - {place['before']}\n  + {place['after']}")
    unexplained = [place for place in survivors if _key(place) not in reasons]
    if broken:
        return f"{len(broken)} mutants could not be tried; look into {work_lists}."
    if caught < LEAST_CAUGHT * n_real or by_notebooks < LEAST_CAUGHT_BY_NOTEBOOKS * n_shown:
        return (
            f"Fewer than {LEAST_CAUGHT:.0%} caught, or by notebooks alone fewer than {LEAST_CAUGHT_BY_NOTEBOOKS:.0%}."
        )
    if unexplained:
        return f"{len(unexplained)} survivors have no reason in {EXPLAINED.relative_to(ROOT)}."
    return None


def unexplained(database):
    """Return the job ids of the survivors in a work list that have no reason to stay.

    Parameters
    ----------
    database : cosmic_ray.work_db.WorkDB
    """
    reasons = _reasons()
    return [
        item.job_id
        for item, result in database.completed_work_items
        if result.worker_outcome is WorkerOutcome.NORMAL
        and not result.is_killed
        and _key(_changed_place(item.mutations[0], result.diff)) not in reasons
    ]


def _reasons():
    explained = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or []
    return {_key(entry): entry for entry in explained}


def _was_judged(result):
    return result.worker_outcome is WorkerOutcome.NORMAL and NOT_JUDGED not in (result.output or "")


def _changed_place(mutation, diff):
    before, after = (
        " ".join(line[1:].strip() for line in diff.splitlines() if line[0] == sign and line[1:3] != sign * 2)
        for sign in "-+"
    )
    return {
        "module": str(mutation.module_path),
        "before": before.removeprefix("-- mutation diff ---").strip(),
        "after": after,
    }


def _key(place):
    return place["module"], place["before"], place["after"]
