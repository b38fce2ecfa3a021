import socket

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return {"pod": socket.gethostname()}


@app.get("/healthz")
def healthz():
    return "ok"
