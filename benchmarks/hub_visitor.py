"""A person at a hub, by what their browser would send: logs in, opens a server, runs notebooks, hands in."""

import json
import re
import threading
import time
import uuid
from urllib.parse import quote, urlencode, urlsplit

import nbformat
import requests
import websocket

_SECONDS = 600


class Visitor:
    """Somebody with an account at a hub.

    Parameters
    ----------
    address : str
        Of the hub, without a slash at its end.
    name, password : str
    """

    def __init__(self, address, name, password):
        self.address, self.name, self._password = address, name, password
        self.session = requests.Session()

    def log_in(self):
        """Fill in the hub's form. Raise PermissionError if the hub refuses."""
        form = f"{self.address}/hub/login"
        self.session.get(form, timeout=_SECONDS).raise_for_status()
        wish = {"username": self.name, "password": self._password, "_xsrf": self._token("/hub/")}
        done = self.session.post(form, data=wish, allow_redirects=False, timeout=_SECONDS)
        if done.status_code != 302:
            raise PermissionError(f"the hub answers {done.status_code} to {self.name}")

    def open_server(self, owner=None):
        """Start a server, one's own if no other owner is named, and wait until it answers."""
        owner = owner or self.name
        self.session.get(f"{self.address}/hub/home", timeout=_SECONDS).raise_for_status()
        start = f"{self.address}/hub/api/users/{owner}/server"
        done = self.session.post(start, headers=self._proof("/hub/"), timeout=_SECONDS)
        if done.status_code not in (201, 202, 400):
            raise PermissionError(f"the hub answers {done.status_code} to {self.name}: {done.text}")
        for line in self._lines(f"/hub/api/users/{owner}/server/progress", "/hub/"):
            if line.get("failed"):
                raise RuntimeError(f"the server of {owner} did not start: {line}")
            if line.get("ready"):
                break
        # The way to a server leads over the hub, which says who one is.
        page = self.session.get(self.at(owner, "lab"), timeout=_SECONDS)
        if "/oauth2/authorize" in page.url:
            # Somebody else's server is opened by a click on *Authorize*.
            wish = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page.text)
            page = self.session.post(page.url, data=wish, headers={"Referer": page.url}, timeout=_SECONDS)
        page.raise_for_status()

    def at(self, owner, path):
        """Return the address of a page of somebody's server."""
        return f"{self.address}/user/{owner}/{path}"

    def ask(self, method, path, owner=None, **wish):
        """Send a request to a server; return the answer, whatever it is."""
        owner = owner or self.name
        headers = self._proof(f"/user/{owner}/")
        return self.session.request(method, self.at(owner, path), headers=headers, timeout=_SECONDS, **wish)

    def told(self, method, path, owner=None, **wish):
        """Send a request to a server; return what it tells, as JSON."""
        answer = self.ask(method, path, owner, **wish)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def pull(self, **wish):
        """Let nbgitpuller bring the lessons, as the page does that a server opens with."""
        said = list(self._lines(f"/user/{self.name}/git-pull/api?{urlencode(wish)}", f"/user/{self.name}/"))
        if not said or said[-1].get("phase") != "finished":
            raise RuntimeError(f"the lessons of {self.name} did not come: {said[-1:]}")

    def read(self, path, owner=None):
        """Return a notebook of a server."""
        told = self.told("GET", f"api/contents/{quote(path)}", owner, params={"content": 1})
        return nbformat.from_dict(told["content"])

    def write(self, path, notebook):
        """Save a notebook, as JupyterLab does."""
        self.told("PUT", f"api/contents/{quote(path)}", json={"type": "notebook", "content": notebook})

    def run(self, path, notebook, owner=None):
        """Run all code cells of a notebook in a new kernel, as *Run All Cells* does, and end the kernel.

        Returns
        -------
        list of str
            The errors, by their names.
        """
        with self.kernel(path, owner) as kernel:
            return [
                error for cell in notebook.cells if cell.cell_type == "code" for error in kernel.run(cell.source)[1]
            ]

    def kernel(self, path, owner=None):
        """Return a kernel for a notebook, as a context manager."""
        return _Kernel(self, path, owner or self.name)

    def _token(self, path):
        # There is one cookie of this name for each server, and one for the hub.
        return next((one.value for one in self.session.cookies if one.name == "_xsrf" and one.path == path), "")

    def _proof(self, path):
        return {"X-XSRFToken": self._token(path), "Referer": self.address + path, "Sec-Fetch-Mode": "cors"}

    def _lines(self, path, cookies_of):
        """Yield what a server says one after the other, on one page."""
        headers = self._proof(cookies_of)
        with self.session.get(self.address + path, headers=headers, stream=True, timeout=_SECONDS) as page:
            page.raise_for_status()
            for line in page.iter_lines():
                if line.startswith(b"data:"):
                    yield json.loads(line[5:])


class _Kernel:
    def __init__(self, visitor, path, owner):
        self._visitor, self._path, self._owner = visitor, path, owner

    def __enter__(self):
        wish = {"path": self._path, "name": self._path, "type": "notebook", "kernel": {"name": "python3"}}
        self._session = self._visitor.told("POST", "api/sessions", self._owner, json=wish)
        kernel = self._session["kernel"]["id"]
        page = self._visitor.at(self._owner, f"api/kernels/{kernel}/channels?session_id={self._session['id']}")
        request = self._visitor.session.prepare_request(requests.Request("GET", page))
        cookies = f"Cookie: {request.headers['Cookie']}"
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(page))
        self._socket = websocket.create_connection(
            page.replace("http", "ws", 1), header=[cookies], origin=origin, timeout=_SECONDS
        )
        return self

    def run(self, source):
        """Run a cell; return the text that it prints and the names of its errors."""
        number = uuid.uuid4().hex
        head = {"msg_id": number, "msg_type": "execute_request", "username": "", "session": "", "version": "5.3"}
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        wish = {"header": head, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self._socket.send(json.dumps(wish))
        text, errors = [], []
        while True:
            said = json.loads(self._socket.recv())
            if said["msg_type"] == "status" and said["content"]["execution_state"] in ("restarting", "dead"):
                return "".join(text), ["the kernel has died"]
            if said.get("parent_header", {}).get("msg_id") != number:
                continue
            content = said["content"]
            if said["msg_type"] == "stream":
                text.append(content["text"])
            elif said["msg_type"] == "error":
                errors.append(f"{content['ename']}: {content['evalue'][:80]}")
            elif said["msg_type"] == "status" and content["execution_state"] == "idle":
                return "".join(text), errors

    def __exit__(self, *_error):
        self._socket.close()
        self._visitor.ask("DELETE", f"api/sessions/{self._session['id']}", self._owner)


def all_at_once(visitors, step, at_once=None):
    """Let everybody do something at once, or some at a time.

    Parameters
    ----------
    visitors : sequence of Visitor
    step : callable
        Gets a visitor.
    at_once : int, optional
        How many do it at the same time; all if left out.

    Returns
    -------
    dict
        By name: the seconds that it took, without the waiting for a turn, and what it returned or raised.
    """
    found, turns = {}, threading.Semaphore(at_once or len(visitors))

    def do(visitor):
        with turns:
            start = time.monotonic()
            try:
                result = step(visitor)
            except Exception as error:  # noqa: BLE001 - each failure is counted, whatever it is
                result = error
            found[visitor.name] = (time.monotonic() - start, result)

    threads = [threading.Thread(target=do, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
