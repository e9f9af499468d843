# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""Runs inside the network namespace: the product's renderer on pages that try to reach inside, or never to end.

usage: unshare -rnm python -m tests.hostile.browser_inside FOLDER
"""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.hostile.inside import plumb
from tests.hostile.wire import Wire, World

IN = "http://10.0.0.1"
ROUTES = {
    "image": f"<img src={IN}/i.png>",
    "stylesheet": f"<link rel=stylesheet href={IN}/s.css>",
    "script": f"<script src={IN}/s.js></script>",
    "frame": f"<iframe src={IN}/f></iframe>",
    "object": f"<object data={IN}/o></object><embed src={IN}/e>",
    "media": f"<video src={IN}/v autoplay></video><audio src={IN}/a autoplay></audio>",
    "font": f"<style>@font-face{{font-family:x;src:url({IN}/f.woff)}}p{{font-family:x}}</style><p>x",
    "fetch": f"<script>fetch('{IN}/fetch',{{mode:'no-cors'}})</script>",
    "xhr": f"<script>x=new XMLHttpRequest();x.open('GET','{IN}/xhr');x.send()</script>",
    "beacon": f"<script>navigator.sendBeacon('{IN}/beacon','x')</script>",
    "websocket": "<script>new WebSocket('ws://10.0.0.1/ws');new WebSocket('ws://127.0.0.1:80/ws')</script>",
    "events": f"<script>new EventSource('{IN}/events')</script>",
    "form": f"<form action={IN}/form method=post id=f></form><script>f.submit()</script>",
    "navigate": f"<script>location.href='{IN}/nav'</script>",
    "refresh": f"<meta http-equiv=refresh content='0;url={IN}/refresh'>",
    "popup": f"<script>window.open('{IN}/popup')</script>",
    "prefetch": f"<link rel=prefetch href={IN}/pre><link rel=preconnect href={IN}><link rel=dns-prefetch href={IN}>",
    "worker": f"<script>new Worker(URL.createObjectURL(new Blob([\"fetch('{IN}/worker',{{mode:'no-cors'}})\"])))</script>",
    "redirected": "<img src=/to-inside><script>fetch('/to-inside',{mode:'no-cors'})</script><iframe src=/to-inside></iframe>",
    "loopback": "<script>for(h of ['127.0.0.1','localhost','[::1]','169.254.169.254','2130706433','[::ffff:10.0.0.1]'])"
    "fetch('http://'+h+'/l',{mode:'no-cors'})</script>",
    "ports": f"<script>for(p of [22,3306,443,8080])fetch('{IN}:'+p+'/p',{{mode:'no-cors'}})</script>",
    "name": "<script>fetch('http://inside.go.th/n',{mode:'no-cors'})</script><img src=http://inside.go.th/i>",
    "rebound": "<script>setInterval(()=>fetch('http://rebound.go.th/r?'+Math.random(),{mode:'no-cors'}),200)</script>",
    "webrtc": "<script>p=new RTCPeerConnection({iceServers:[{urls:'stun:10.0.0.1:3478'},{urls:'stun:122.154.9.9:3478'}]});"
    "p.createDataChannel('x');p.createOffer().then(o=>p.setLocalDescription(o))</script>",
    "transport": "<script>new WebTransport('https://10.0.0.1:443/t')</script>",
    "serviceworker": "<script>navigator.serviceWorker&&navigator.serviceWorker.register('/sw.js')</script>",
}
NEVER_ENDING = {
    "loop": "<script>while(true){}</script>",
    "alerts": "<script>setInterval(()=>alert(1),0)</script>",
    "memory": "<script>a=[];setInterval(()=>{for(i=0;i<50;i++)a.push(new Array(1e6).fill(i))},1)</script>",
    "popups": "<script>setInterval(()=>window.open('/again'),1)</script>",
    "reload": "<script>setTimeout(()=>location.reload(),10)</script>",
    "redirects": "<script>location.href='/redirects?'+Math.random()</script>",
    "downloads": "<script>setInterval(()=>{a=document.createElement('a');a.href='/file';a.download='x';a.click()},50)</script>",
    "history": "<script>for(i=0;i<1e6;i++)history.pushState({},'',`/history?${i}`)</script>",
    "frames": "<script>function f(w,n){if(n<60){let i=w.document.createElement('iframe');w.document.body.append(i);f(i.contentWindow,n+1)}}"
    "onload=()=>setInterval(()=>f(window,0),1)</script><body>",
    "prints": "<script>setInterval(()=>print(),1)</script>",
    "nodes": "<script>setInterval(()=>{for(i=0;i<20000;i++)document.body.append(document.createElement('p'))},1)</script><body>",
    "unload": "<script>onbeforeunload=()=>'stay';setInterval(()=>{},1)</script>",
    "requests": "<script>setInterval(()=>{for(i=0;i<50;i++)fetch('/r?'+Math.random())},1)</script>",
    "dom": "<script>document.__defineGetter__('body',()=>{throw 1});Object.prototype.toString=()=>{throw 1}</script><p>x",
    "regexp": "<script>/^(a+)+$/.test('a'.repeat(60)+'b')</script>",
}


async def answer(wire: Wire) -> None:
    """All pages of the browser's hostile host."""
    name = wire.path.partition("?")[0].strip("/")
    if name == "to-inside":
        await wire.redirect(f"{IN}/redirected")
    elif name == "file":
        await wire.page(b"PK", kind="application/zip", headers="Content-Disposition: attachment; filename=x.zip\r\n")
    elif name == "sw.js":
        await wire.page(f"self.addEventListener('install',()=>fetch('{IN}/sw'))", kind="text/javascript")
    else:
        body = ROUTES.get(name) or NEVER_ENDING.get(name) or "<h1>แผนปฏิบัติการ</h1>"
        await wire.page(f"<!doctype html><meta charset=utf-8><title>{name}</title><p>หน้า</p>{body}")


def world(ledger: Path) -> World:
    """One public host with all pages, and names that lead inside at once or later."""
    addresses = {
        "browser.go.th": [["122.154.9.1"]],
        "inside.go.th": [["10.0.0.1"]],
        "rebound.go.th": [["122.154.9.2"], ["10.0.0.1"]],
    }
    return World(dict.fromkeys(addresses, answer), ledger, addresses)


async def visit(out: dict[str, Any]) -> None:
    """Render every way inside, several at a time as in a crawl; beside them the endless pages, one after the other in
    two browsers of their own; the healthy page last, in a browser that has seen endless ones."""
    from crawler.guard import Guard
    from crawler.render import Renderer

    async def one(renderer: Renderer, name: str) -> None:
        began = time.monotonic()
        seen = await renderer.render(f"http://browser.go.th/{name}")
        out[name] = {
            "outcome": seen.outcome.value,
            "seconds": round(time.monotonic() - began, 1),
            "html": len(seen.html),
            "detail": seen.detail,
            "final_url": seen.final_url,
        }

    async def endless(renderer: Renderer, names: list[str]) -> None:
        for name in names:
            await one(renderer, name)

    names = list(NEVER_ENDING)
    renderers = [Renderer(Guard(), page_seconds=6) for _ in range(3)]
    try:
        await asyncio.gather(
            asyncio.gather(*(one(renderers[0], name) for name in ROUTES)),
            endless(renderers[1], names[::2]),
            endless(renderers[2], names[1::2]),
        )
        await one(renderers[1], "healthy")
        out["screenshot"] = len(await renderers[1].screenshot("http://browser.go.th/healthy"))
        out["killed"] = sum(renderer.killed for renderer in renderers)
    finally:
        for renderer in renderers:
            await renderer.close()


def main(folder: Path) -> None:
    """Render and write FOLDER/browser.json."""
    plumb(folder)
    ledger = folder / "ledger.jsonl"
    ledger.touch()
    serve = f"import asyncio;from pathlib import Path;from tests.hostile import wire,browser_inside as b;asyncio.run(wire.run(b.world(Path({str(ledger)!r}))))"
    server = subprocess.Popen([sys.executable, "-c", serve], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None and server.stdout.readline() == "ready\n"
    out: dict[str, Any] = {}
    try:
        asyncio.run(visit(out))
    finally:
        server.kill()
        server.wait()
    rows = [json.loads(line) for line in ledger.read_text().splitlines()]
    out["canary"] = [row["canary"] for row in rows if "canary" in row]
    out["asked"] = len(rows)
    (folder / "browser.json").write_text(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
