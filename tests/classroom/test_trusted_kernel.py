"""What a cell changes in the judge, in Python or in the kernel gets nobody a point, and costs nobody one."""

import pytest

from tests.classroom.kernel_sessions import session

MODULES = ["autoenc_lessons", "autoenc_lessons.checks", "autoenc_lessons.checks.first_autoencoder", "keras", "numpy"]
GIVEN = "import keras\nimport numpy as np\nfrom autoenc_lessons.checks import first_autoencoder as check"
WRONG = (
    "def count_parameters(n, k):\n    return 5\nsurvives = 'd'\ndef lost_shares(x, copies):\n    return x[0] * 0 + 9"
)
RIGHT = """
def count_parameters(n, k):
    return 2 * n * k + n + k
survives = 'b'
def lost_shares(x, copies):
    return ((x - copies) ** 2).mean(axis=0) / x.var(axis=0)
"""
CHECK = "from autoenc_lessons.checks import first_autoencoder as graded\ngraded.{0}.grade({1}, seed=2718)"
CHECKS = [
    CHECK.format("count_parameters", "count_parameters"),
    CHECK.format("one_number", "survives"),
    CHECK.format("lost_shares", "lost_shares"),
]
QUESTION = "from autoenc_lessons.checks.judging.question import Question\n"
QUESTIONS = "from autoenc_lessons.checks.first_autoencoder import questions\n"
FEEDBACK = "from autoenc_lessons.checks.judging.feedback import Feedback, RIGHT\n"
TRAINING = """
    from autoenc_lessons import models, training
    made = models.linear_autoencoder(3, 2)[2]
    made.compile(loss="mse", optimizer="sgd")
    training.train(made, np.ones((4, 3)), steps=3, progress={})
"""
# What each changes, as the report names it; None where nothing of the course is changed.
ATTACKS = {
    QUESTION + "Question.grade = lambda *a, **k: None": "question.Question.grade",
    QUESTION + FEEDBACK + "Question.judge = lambda *a, **k: Feedback(RIGHT)": "question.Question.judge",
    QUESTION + "Question.grade.__code__ = (lambda *a, **k: None).__code__": "question.Question.grade",
    QUESTION + "import gc, operator\ngc.get_referents = lambda *a: []\noperator.is_ = lambda *a: True\n"
    "Question.grade.__code__ = (lambda *a, **k: None).__code__": "question.Question.grade",
    QUESTION + "Question.__getattribute__ = lambda *a: (lambda *b, **k: None)": "question.Question.__getattribute__",
    FEEDBACK + "Feedback.is_right = True": "feedback.Feedback.is_right",
    FEEDBACK + "Feedback.is_right.fget.__code__ = (lambda self: True).__code__": "feedback.Feedback.is_right",
    FEEDBACK + "Feedback.__init__ = lambda self, *a, **k: self.__dict__.update(verdict=RIGHT, text='', hints=())": (
        "feedback.Feedback.__init__"
    ),
    "for name in ('count_parameters', 'one_number', 'lost_shares'):\n"
    "    getattr(check, name).grade = lambda *a, **k: None": "first_autoencoder.count_parameters",
    "for name in ('count_parameters', 'one_number', 'lost_shares'):\n"
    "    getattr(check, name)._judge = lambda *a, **k: 'well done'": "first_autoencoder.count_parameters._judge",
    QUESTION + "class Kind(Question):\n    def grade(self, *a, **k): pass\n"
    "for name in ('count_parameters', 'one_number', 'lost_shares'):\n    getattr(check, name).__class__ = Kind": (
        "first_autoencoder.count_parameters"
    ),
    "import sys, types\nmade_up = types.ModuleType('made_up')\nclass Anything:\n    grade = lambda *a, **k: None\n"
    "made_up.count_parameters = made_up.one_number = made_up.lost_shares = Anything()\n"
    "sys.modules['autoenc_lessons.checks.first_autoencoder'] = made_up\n"
    "import autoenc_lessons.checks\nautoenc_lessons.checks.first_autoencoder = made_up": "checks.first_autoencoder",
    QUESTIONS + "questions.as_number = lambda *a: type('N', (float,), {'__ne__': lambda *a: False})()\n"
    "questions.as_choice = lambda *a: 'b'\n"
    "questions.as_table = lambda *a: 0": "first_autoencoder.questions.as_choice",
    "check.count_parameters._judge.__globals__['call'] = None": "first_autoencoder.questions.call",
    "from autoenc_lessons.checks.judging import trial\ntrial.run = lambda *a, **k: 'right'": "trial.run",
    QUESTIONS + "class Wrong(Exception): pass\nquestions.Wrong = Wrong": "first_autoencoder.questions.Wrong",
    "def drop(lines):\n    return [line for line in lines if '.grade(' not in line]\n"
    "get_ipython().input_transformers_cleanup.append(drop)\nget_ipython().input_transformers_post.append(drop)": None,
    "import ast\nclass Drop(ast.NodeTransformer):\n    def visit_Expr(self, node):\n"
    "        return ast.copy_location(ast.Pass(), node)\nget_ipython().ast_transformers.append(Drop())": None,
    "import numpy as np\nnp.allclose = lambda *a, **k: True\nnp.any = lambda *a, **k: False": None,
    "import numpy as np\nnp.allclose._implementation.__code__ = (lambda *a, **k: True).__code__": None,
    "__builtins__ = {'__import__': lambda *a, **k: type('M', (), {'__getattr__': lambda *a: None})()}": None,
    "import builtins\nusual = builtins.__import__\n"
    "builtins.__import__ = lambda name, *a, **k: None if 'checks' in name else usual(name, *a, **k)": None,
    "import sys\nclass Finder:\n    def find_spec(self, *a): raise SystemExit\nsys.meta_path.insert(0, Finder())": None,
    "import sys, threading\ndef trace(frame, event, arg):\n    raise SystemExit\nthreading.setprofile(trace)": None,
    "def fake(*a, **k): return None\nget_ipython().run_cell = fake\nget_ipython().run_code = fake": None,
    "kernel = get_ipython().kernel\nasync def fake(*a, **k): return {'status': 'ok', 'user_expressions': {}}\n"
    "try:\n    kernel.do_execute = fake\nexcept AttributeError:\n    pass": None,
    "session = get_ipython().kernel.session\nusual = session.send\n"
    "def send(stream, kind, content=None, *a, **k):\n"
    "    if 'user_expressions' in (content or {}):\n"
    "        content['user_expressions']['answer']['passed'] = True\n"
    "    return usual(stream, kind, content, *a, **k)\nsession.send = send": None,
    "session = get_ipython().kernel.session\nusual = session.pack\n"
    "session.pack = lambda content: usual(content).replace(b'false', b'true')": None,
    "import ipykernel.kernelbase\nusual = ipykernel.kernelbase.json_clean\ndef clean(content):\n"
    "    content['user_expressions']['answer']['passed'] = True\n    return usual(content)\n"
    "ipykernel.kernelbase.json_clean = clean": None,
    "class Yes(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other): return True\n"
    "    def __ne__(self, other): return False\n    strip = lower = lambda self, *a: self\nsurvives = Yes('d')": None,
}
# Answers that reach for the judge while it judges them: the first question's.
DURING = {
    "patches": "def count_parameters(n, k):\n    " + FEEDBACK + "    Feedback.is_right = True\n    return 5",
    "reads frames": "import sys\ndef count_parameters(n, k):\n"
    "    return sys._getframe(2).f_globals['count_of_linear_autoencoder'](n, k)",
    "asks inspect": "import inspect\ndef count_parameters(n, k):\n"
    "    return inspect.currentframe().f_back.f_back.f_globals['count_of_linear_autoencoder'](n, k)",
    "raises to read": "def count_parameters(n, k):\n    try:\n        1 / 0\n    except ZeroDivisionError as error:\n"
    "        return error.__traceback__.tb_frame.f_back.f_globals['count_of_linear_autoencoder'](n, k)",
    "searches memory": "import gc\ndef count_parameters(n, k):\n"
    "    found = [f for f in gc.get_objects() if getattr(f, '__name__', '') == 'count_of_linear_autoencoder']\n"
    "    return found[0](n, k)",
}
# No attack, and nothing that a right answer may be punished for.
HARMLESS = {
    "a name of the course": "check = True\nmodels = datasets = graded = 5",
    "names of Python": "print = len = list = range = isinstance = sum = 5",
    "no built-in names": "del __builtins__",
    "standard output closed": "import sys\nsys.stdout.close()\nsys.stderr.close()",
    "no standard output": "import sys\nsys.stdout = sys.stderr = None",
    "another standard output": "import sys\nclass Out: pass\nsys.stdout = Out()",
    "warnings are errors": "import warnings\nwarnings.simplefilter('error')",
    "removes its own folder": "import os, shutil\nshutil.rmtree(os.getcwd())",
    "works elsewhere": "import os\nos.chdir('/')",
    "empty sys.path": "import sys\nsys.path.clear()",
    "no modules": "import sys\nfor name in [n for n in sys.modules if 'autoenc' in n or 'numpy' in n]:\n"
    "    del sys.modules[name]",
    "forks": "import os\npid = os.fork()\nif pid:\n    os.waitpid(pid, 0)",
    "modules named like the kernel's own": "import sys\nassert not {'guard', 'judge', 'lookout'} & set(sys.modules)",
    # A progress bar notes a lock and a clock of its own in its class.
    "trains with a bar": "if True:" + TRAINING.format(True),
    "trains while it is judged": "def count_parameters(n, k):"
    + TRAINING.format(False)
    + "    return 2 * n * k + n + k",
    "shallow recursion": "import sys\nsys.setrecursionlimit(120)",
    "an alarm": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.05)",
    "ignores interrupts": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
    "own display": "get_ipython().display_pub.publish = None\nget_ipython().showtraceback = None",
    "a failing hook": "def fail(*a): raise ValueError\nget_ipython().events.register('post_run_cell', fail)\n"
    "get_ipython().events.register('pre_run_cell', fail)",
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    with session(tmp_path_factory.mktemp("files"), MODULES) as made:
        made.run(GIVEN, "given")
        yield made


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_judge_gives_no_points_and_is_named(kernel, attack):
    kernel.run(WRONG)
    kernel.run(attack)
    answers = [kernel.run(check, "check") for check in CHECKS]
    assert [answer["passed"] for answer in answers] == [False] * 3
    changed = [name for answer in answers for name in answer["changed"] if name.startswith("autoenc_lessons")]
    assert any(ATTACKS[attack] in name for name in changed) if ATTACKS[attack] else changed == []
    # Nothing of it stays: what is right gets its points.
    kernel.run(RIGHT)
    assert [(answer["passed"], answer["error"]) for answer in (kernel.run(check, "check") for check in CHECKS)] == [
        (True, "")
    ] * 3


@pytest.mark.parametrize("kind", DURING)
def test_an_answer_that_reaches_for_the_judge_while_it_is_judged_gets_no_points(kernel, kind):
    kernel.run(RIGHT)
    kernel.run(DURING[kind])
    answers = [kernel.run(check, "check") for check in CHECKS]
    assert [answer["passed"] for answer in answers] == [False, True, True]
    assert answers[0]["looked"] or kind == "patches"


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_is_odd_but_no_attack_costs_nothing(kernel, kind):
    kernel.run(RIGHT)
    kernel.run(HARMLESS[kind])
    answers = [kernel.run(check, "check") for check in CHECKS]
    assert [(answer["passed"], answer["error"]) for answer in answers] == [(True, "")] * 3
    assert [name for answer in answers for name in answer["changed"] if name.startswith("autoenc_lessons")] == []
    kernel.run("import os\nos.makedirs(os.getcwd(), exist_ok=True)")


def test_a_check_may_give_a_part_of_its_points_and_its_last_error_is_told(kernel):
    assert kernel.run("half = 0.5\nhalf", "check")["value"] == 0.5
    assert kernel.run("'many points'", "check")["value"] is None
    assert kernel.run("raise ValueError('here')", "check")["error"] == "ValueError: here"
    answer = kernel.run("class Sly(Exception):\n    def __str__(self): raise self\nraise Sly", "check")
    assert (answer["passed"], answer["error"]) == (False, "Sly: ")
